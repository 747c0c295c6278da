package io.weir.cli.stream;

import io.weir.cli.HelpOption;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir stream}. */
@Command(
    name = "stream",
    header = "Print the records of a stream as they arrive.",
    description =
        "Connects again when the connection is lost, and says so on standard error. Works with any"
            + " WebSocket server.",
    footer = {
      "@|bold Examples:|@",
      "  weir stream trucks                        every record's value, until Ctrl-C",
      "  weir stream trucks --key 'truck-00*' -n 10",
      "  weir stream trucks -o json | jq .key      whole records, one on a line",
      "  weir stream wss://echo.example.com/feed   another server",
      "  weir stream wss://weir.lan/streams/trucks --ca ca.pem"
    })
public final class StreamCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "STREAM",
      description = "A stream's name, a path on the server, or a URL (ws://, wss://).")
  private String stream = "";

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:WEIR_SERVER:-ws://127.0.0.1:8080}",
      description = "The server for names and paths; also WEIR_SERVER (${DEFAULT-VALUE}).")
  private String server = "";

  @Option(
      names = {"-k", "--key"},
      paramLabel = "KEY",
      description = "Only records with this key; 'truck-*' is a prefix. Repeatable.")
  private List<String> keys = new ArrayList<>();

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      description = "Exit after N records.")
  private @Nullable Long count;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "value",
      converter = OutputConverter.class,
      completionCandidates = Output.Names.class,
      description = {
        "What to print (${DEFAULT-VALUE}):",
        "  value   the value as it is",
        "  json    the whole record, JSON on a line",
        "  pretty  key, time, and the value indented",
        "  table   key, and a column for each member of the first JSON object"
      })
  private Output output = Output.VALUE;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "HEADER",
      description = "'Name: value', sent in the handshake. Repeatable.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER:PASSWORD",
      description = "Credentials, sent with HTTP Basic.")
  private @Nullable String user;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Trust the CAs in this PEM file, and no others, for wss:// (those of Java).")
  private @Nullable Path authorities;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Surroundings surroundings;

  /** For the process. */
  public StreamCommand() {
    this(Surroundings.ofProcess());
  }

  StreamCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (count != null && count < 1) {
      throw new ParameterException(spec.commandLine(), "--count " + count + ": at least 1");
    }
    Target target = target();
    try (WebSocketConnector connector =
        new WebSocketConnector(
            target.uri(), headers(target), tls(target), WebSocketConnector.Timing.DEFAULT)) {
      surroundings.onSignal().accept(connector::close);
      return follower(connector, target).follow();
    }
  }

  private Target target() {
    Target target = Target.of(stream, server).with("key", keys);
    boolean ask = target.isNative() && output.needsRecords() && !target.has("frame");
    return ask ? target.with("frame", List.of("record")) : target;
  }

  private SSLContext tls(Target target) {
    if (authorities == null) {
      return Authorities.ofJava();
    }
    if (!target.isSecure()) {
      throw new ParameterException(
          spec.commandLine(), "--ca " + authorities + ": " + target.uri() + " is not wss://");
    }
    return Authorities.in(authorities);
  }

  private List<Header> headers(Target target) {
    Stream<Header> credentials =
        Stream.ofNullable(user == null ? target.user().orElse(null) : user).map(Header::basic);
    return Stream.concat(headers.stream().map(Header::parse), credentials).toList();
  }

  private Follower follower(WebSocketConnector connector, Target target) {
    Printer printer = output.printer(target.isNative(), surroundings.coloured());
    PrintWriter err = spec.commandLine().getErr();
    Consumer<String> notices = notice -> err.println("weir: " + Printable.line(notice));
    long wanted = count == null ? 0 : count;
    Recorder recorder = new Recorder(printer, surroundings.out(), notices, wanted);
    Backoff backoff = new Backoff(RandomGenerator.getDefault());
    return new Follower(
        connector, recorder, backoff, notices, InstantSource.system(), surroundings.pause());
  }

  /** Picocli's door to {@link Output#of}. */
  static final class OutputConverter implements ITypeConverter<Output> {
    @Override
    public Output convert(String name) {
      return Output.of(name);
    }
  }
}
