package io.weir.cli.stream;

import io.weir.cli.HelpOption;
import io.weir.cli.connection.Backoff;
import io.weir.cli.connection.ConnectionOptions;
import io.weir.cli.connection.Follower;
import io.weir.cli.connection.Printable;
import io.weir.cli.connection.Target;
import io.weir.cli.connection.WebSocketConnector;
import io.weir.engine.error.ErrorKind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
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
        "Connects again when the connection is lost, goes on where it was, and says so on standard"
            + " error. Works with any WebSocket server.",
    footer = {
      "@|bold Examples:|@",
      "  weir stream trucks                        every record's value, until Ctrl-C",
      "  weir stream trucks --key 'truck-00*' -n 10",
      "  weir stream trucks --last 10              the ten most recent, and then as they come",
      "  weir stream trucks --save-cursor trucks.cursor   goes on there the next time",
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
      converter = OutputConverter.class,
      completionCandidates = Output.Names.class,
      description = {
        "What to print (value; with --frame record or cloudevents, json):",
        "  value   the value as it is",
        "  json    the whole record, or gap, JSON on a line",
        "  pretty  key, time, and the value indented",
        "  table   key, and a column for each member of the first JSON object,",
        "          a.b for the member b of its member a"
      })
  private @Nullable Output output;

  @Option(
      names = {"-f", "--frame"},
      paramLabel = "FRAME",
      converter = FrameConverter.class,
      completionCandidates = Frame.Names.class,
      description =
          "What Weir sends: value, record or cloudevents. By default what the format needs; with"
              + " --save-cursor never value, whose cursor comes only once a second.")
  private @Nullable Frame frame;

  @Mixin private PositionOptions position = new PositionOptions();

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

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
    boolean isNative = target.isNative() || frame != null || position.isGiven();
    Frame spoken = isNative ? wanted(target).orElseGet(this::needed) : Frame.FOREIGN;
    Bookmark bookmark = position.bookmark(target, spoken, this::tell);
    try (WebSocketConnector connector =
        new WebSocketConnector(
            bookmark::uri,
            connection.headers(target),
            Optional.empty(),
            connection.tls(target),
            WebSocketConnector.Timing.DEFAULT)) {
      surroundings.onSignal().accept(() -> stop(connector, bookmark));
      Printer printer = output(target).printer(spoken, surroundings.coloured());
      return status(follower(connector, printer, bookmark).follow(), bookmark);
    }
  }

  private static void stop(WebSocketConnector connector, Bookmark bookmark) {
    connector.close();
    var _ = bookmark.save();
  }

  private int status(int ending, Bookmark bookmark) {
    if (ending != 0) {
      bookmark.remedy().ifPresent(this::tell);
    }
    boolean saved = bookmark.save();
    return saved || ending != 0 ? ending : ErrorKind.ENVIRONMENT.exitCode();
  }

  private void tell(String notice) {
    spec.commandLine().getErr().println("weir: " + Printable.line(notice));
  }

  private Target target() {
    Target target = connection.target(stream).with("key", keys);
    return frame == null ? target : target.without(Set.of("frame"));
  }

  /** By the option, else by the URL. */
  private Optional<Frame> wanted(Target target) {
    return Optional.ofNullable(frame).or(() -> Frame.in(target));
  }

  private Frame needed() {
    boolean onlyValues = output == null || output == Output.VALUE;
    return onlyValues && !position.isSaved() ? Frame.VALUE : Frame.RECORD;
  }

  /** Whoever asks for whole records wants to see them. */
  private Output output(Target target) {
    if (output != null) {
      return output;
    }
    return wanted(target).filter(Frame::isJson).isPresent() ? Output.JSON : Output.VALUE;
  }

  private Follower follower(WebSocketConnector connector, Printer printer, Bookmark bookmark) {
    long wanted = count == null ? 0 : count;
    Recorder recorder = new Recorder(printer, surroundings.out(), this::tell, bookmark, wanted);
    Backoff backoff = new Backoff(RandomGenerator.getDefault());
    return new Follower(
        connector, recorder, backoff, this::tell, InstantSource.system(), surroundings.pause());
  }

  /** Picocli's door to {@link Frame#of}. */
  static final class FrameConverter implements ITypeConverter<Frame> {
    @Override
    public Frame convert(String name) {
      return Frame.of(name);
    }
  }

  /** Picocli's door to {@link Output#of}. */
  static final class OutputConverter implements ITypeConverter<Output> {
    @Override
    public Output convert(String name) {
      return Output.of(name);
    }
  }
}
