package io.weir.cli.dev;

import io.weir.cli.HelpOption;
import io.weir.cli.log.LogSetup;
import io.weir.cli.node.NodeOptions;
import io.weir.cli.node.RunningNode;
import io.weir.cli.node.SettingsLoader;
import io.weir.engine.config.Settings;
import io.weir.engine.error.ErrorKind;
import io.weir.engine.stream.Stream;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir dev}. */
@Command(
    name = "dev",
    header = "Run Kafka, a sample stream and a listener, all in one process.",
    description =
        "An embedded single-node Kafka, reachable by any Kafka client at 127.0.0.1:9092;"
            + " the stream 'trucks', fed by a simulated fleet; the stream 'chat', which clients"
            + " may write to; a listener at 127.0.0.1:8080. No file is read. Ctrl-C ends it; what is in Kafka stays, in the folder data.",
    footer = {
      "@|bold Examples:|@",
      "  weir dev",
      "  weir dev --stream orders --sample-rate 0    only streams of your own",
      "  weir dev --listen 127.0.0.1:0 --admin 127.0.0.1:0 --kafka-address 127.0.0.1:0"
    })
public final class DevCommand implements Callable<Integer> {
  /** The stream of the sample. */
  static final String STREAM = "trucks";

  /** The stream that clients may write to. */
  static final String WRITABLE = "chat";

  private static final double MAX_RATE = 10_000;
  private static final String DEFAULTS =
      "{streams: {trucks: {}, chat: {in: true}}, drain: {spread: 0s}}";

  @Option(
      names = "--sample-rate",
      paramLabel = "N",
      defaultValue = "20",
      description = "Records a second from the simulated fleet; 0: none (${DEFAULT-VALUE}).")
  private double sampleRate;

  @Mixin private NodeOptions options = new NodeOptions();

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    CommandLine command = spec.commandLine();
    if (!(sampleRate >= 0 && sampleRate <= MAX_RATE)) {
      throw new ParameterException(command, "Invalid value for option '--sample-rate': 0 to 10000");
    }
    LogSetup.use(options.logFormat(System.getenv()));
    PrintWriter err = command.getErr();
    Optional<Settings> settings =
        new SettingsLoader(DEFAULTS, Optional.empty(), System.getenv(), err)
            .load(Optional.empty(), options.overrides());
    if (settings.isEmpty() || hasCluster(settings.get(), err)) {
      return ErrorKind.USER.exitCode();
    }
    run(settings.get());
    return 0;
  }

  /** Samples do not belong into a cluster that somebody else may use. */
  private static boolean hasCluster(Settings settings, PrintWriter err) {
    settings
        .kafka()
        .bootstrapServers()
        .ifPresent(
            servers ->
                err.println(
                    "weir: 'weir dev' brings its own Kafka, and WEIR_KAFKA_BOOTSTRAP_SERVERS is "
                        + servers
                        + ": unset it, or use 'weir start'"));
    return settings.kafka().bootstrapServers().isPresent();
  }

  private void run(Settings settings) throws InterruptedException {
    RunningNode node = RunningNode.start(settings, options.readyFile());
    CommandLine command = spec.commandLine();
    new Welcome(settings, node.addresses(), command.getColorScheme()).print(command.getOut());
    Optional<Stream> sampled = sampled(settings).filter(stream -> sampleRate > 0);
    if (sampled.isPresent()) {
      String topic = sampled.get().topic();
      new Sample(node.addresses().kafka(), topic, sampleRate).start();
    }
    node.await();
  }

  static Optional<Stream> sampled(Settings settings) {
    return settings.streams().stream().filter(stream -> stream.name().equals(STREAM)).findAny();
  }
}
