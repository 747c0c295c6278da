package io.weir.cli.publish;

import io.weir.cli.HelpOption;
import io.weir.cli.connection.Backoff;
import io.weir.cli.connection.ConnectionOptions;
import io.weir.cli.connection.Target;
import io.weir.cli.connection.WebSocketConnector;
import io.weir.engine.text.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import picocli.CommandLine.TypeConversionException;

/** {@code weir publish}. */
@Command(
    name = "publish",
    header = "Send lines, or files, to a stream.",
    description = {
      "Waits until Kafka has acknowledged each record. Connects again when the connection is lost,"
          + " and sends again what was not acknowledged: at least once, in order. Works with any"
          + " WebSocket server; what does not acknowledge is done with when it is sent.",
      "",
      "Exits with 0 if all were acknowledged, with 2 if some were refused, and with 75 if the"
          + " server could not be reached, or did not acknowledge, for --timeout."
    },
    footer = {
      "@|bold Examples:|@",
      "  echo '{\"celsius\":21.5}' | weir publish readings --key d1",
      "  weir publish readings monday.ndjson tuesday.ndjson",
      "  weir publish photos --split whole *.jpg         each file is a record",
      "  weir publish readings old.ndjson --rate 100     a hundred a second",
      "  weir publish 'ws://weir.lan/api/data?ack=each'  a link, whose rules give the key",
      "  weir publish wss://echo.example.com/ingest      another server"
    })
public final class PublishCommand implements Callable<Integer> {
  /** A server that does not read is not silent for want of life: Weir pings every 30 s. */
  private static final WebSocketConnector.Timing TIMING =
      new WebSocketConnector.Timing(
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(45),
          Duration.ofMillis(500));

  private static final int WINDOW_RECORDS = 1_000;
  private static final long WINDOW_BYTES = 16 << 20;

  @Parameters(
      index = "0",
      paramLabel = "STREAM",
      description = "A stream's name, a path on the server, or a URL (ws://, wss://).")
  private String stream = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FILE",
      description = "What to send (standard input).")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = {"-k", "--key"},
      paramLabel = "KEY",
      description = "The key of every record (what the rules of the stream say).")
  private @Nullable String key;

  @Option(
      names = "--split",
      paramLabel = "HOW",
      defaultValue = "lines",
      description = "lines: a record is a line, and empty ones are none; whole: a file.")
  private Split split = Split.LINES;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Send at most N records a second (as many as the server takes).")
  private @Nullable Double rate;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "60s",
      converter = DurationConverter.class,
      description = "Give up when nothing got on for so long; 0s: never (${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ZERO;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Surroundings surroundings;

  /** For the process. */
  public PublishCommand() {
    this(Surroundings.ofProcess());
  }

  PublishCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (rate != null && !(rate > 0)) {
      throw new ParameterException(spec.commandLine(), "--rate " + rate + ": more than 0");
    }
    Target target = connection.target(stream);
    Destination destination = Destination.of(target, Optional.ofNullable(key));
    Input input = new Input(surroundings.in(), files, split);
    Progress progress = new Progress(spec.commandLine().getErr(), surroundings.terminal());
    try (WebSocketConnector connector =
        new WebSocketConnector(
            destination::uri,
            connection.headers(target),
            destination.wire().subprotocol(),
            connection.tls(target),
            TIMING)) {
      return run(destination.wire(), input, progress).over(connector, surroundings);
    }
  }

  private Run run(Wire wire, Input input, Progress progress) {
    InstantSource clock = InstantSource.system();
    Window window = new Window(WINDOW_RECORDS, WINDOW_BYTES);
    Pacer pacer = new Pacer(rate == null ? 0 : rate, clock, surroundings.pause());
    return new Run(
        input,
        window,
        new Delivery(window, wire, pacer, progress::tell),
        new Patience(window, timeout, clock),
        progress,
        new Backoff(RandomGenerator.getDefault()));
  }

  /** Picocli's door to {@link Durations#parse}. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return Durations.parse(text)
          .orElseThrow(
              () ->
                  new TypeConversionException("'" + text + "' is no duration, such as 60s or 5m"));
    }
  }
}
