package io.weir.cli.node;

import io.weir.cli.HelpOption;
import io.weir.engine.config.Overrides;
import io.weir.engine.config.Settings;
import io.weir.engine.error.ErrorKind;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir check}. */
@Command(
    name = "check",
    header = "Say everything that is wrong with a configuration.",
    description =
        "Reads the file and the environment as 'weir start' does, and opens nothing. Each problem"
            + " is a line: file:line:column, what was written, what is allowed. Exits with 2 if"
            + " there is one.",
    footer = {"@|bold Example:|@", "  weir check -c weir.yaml && weir start -c weir.yaml"})
public final class CheckCommand implements Callable<Integer> {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration (./weir.yaml if it exists).")
  private @Nullable Path file;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Optional<Path> read = SettingsLoader.file(file);
    Optional<Settings> settings = SettingsLoader.ofNode(err).load(read, Overrides.NONE);
    if (settings.isEmpty()) {
      return ErrorKind.USER.exitCode();
    }
    spec.commandLine().getOut().println(summary(read, settings.get()));
    return 0;
  }

  private static String summary(Optional<Path> file, Settings settings) {
    return "%s: no problems (%s, %s, %s; Kafka: %s)"
        .formatted(
            file.map(Path::toString).orElse("no file, defaults and environment"),
            counted(settings.listeners().size(), "listener"),
            counted(settings.streams().size(), "stream"),
            counted(settings.links().size(), "link"),
            settings.kafka().bootstrapServers().orElse("embedded"));
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
