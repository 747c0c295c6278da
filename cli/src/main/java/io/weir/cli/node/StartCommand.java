package io.weir.cli.node;

import io.weir.cli.HelpOption;
import io.weir.cli.log.LogSetup;
import io.weir.engine.config.Settings;
import io.weir.engine.error.ErrorKind;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir start}. */
@Command(
    name = "start",
    header = "Run Weir with a configuration.",
    description =
        "Flags stand above the environment (WEIR_…), that above the file, and that above the"
            + " defaults. Without a file, 'input' in the environment or in .env stands for the"
            + " settings of Quix's WebSocket Destination. Without a Kafka address, an embedded single-node Kafka runs, with its data in the folder data."
            + " Ends with Ctrl-C or SIGTERM, after its clients were told to come back later.",
    footer = {
      "@|bold Examples:|@",
      "  weir start                                 with ./weir.yaml, if there is one",
      "  weir start -c weir.yaml --listen 0.0.0.0:8080",
      "  weir start --kafka kafka-1:9092 --stream orders"
    })
public final class StartCommand implements Callable<Integer> {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration (./weir.yaml if it exists).")
  private @Nullable Path file;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT,…",
      description = "The Kafka cluster to use, instead of an embedded one.")
  private @Nullable String kafka;

  @Mixin private NodeOptions options = new NodeOptions();

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    LogSetup.use(options.logFormat(System.getenv()));
    SettingsLoader loader = SettingsLoader.ofNode(spec.commandLine().getErr());
    Optional<Settings> settings =
        loader.load(SettingsLoader.file(file), options.overrides(Optional.ofNullable(kafka)));
    if (settings.isEmpty()) {
      return ErrorKind.USER.exitCode();
    }
    RunningNode.start(settings.get(), options.readyFile()).await();
    return 0;
  }
}
