package io.weir.cli.node;

import io.weir.engine.config.Overrides;
import io.weir.engine.config.Settings;
import io.weir.engine.config.SettingsReader;
import io.weir.engine.config.SettingsResult;
import io.weir.engine.config.Sources;
import io.weir.kafka.KafkaLog;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of a command, or tells the user everything that is wrong with them.
 *
 * @param defaults in YAML, below the file
 * @param dotEnv the file in which variables of Quix's may stand; empty: they mean nothing
 * @param environment of the process
 * @param err where problems go, one on a line
 */
public record SettingsLoader(
    String defaults, Optional<Path> dotEnv, Map<String, String> environment, PrintWriter err) {
  private static final Path DEFAULT_FILE = Path.of("weir.yaml");
  private static final Path DOT_ENV = Path.of(".env");

  /** Of a command that has no defaults, and starts from Quix's variables if there is no file. */
  static SettingsLoader ofNode(PrintWriter err) {
    return new SettingsLoader("", Optional.of(DOT_ENV), System.getenv(), err);
  }

  /** Empty: they are wrong, and the user was told. */
  public Optional<Settings> load(Optional<Path> file, Overrides overrides) {
    return read(file, overrides).map(SettingsResult.Valid::settings);
  }

  /** As {@link #load}, with where each of them comes from. */
  Optional<SettingsResult.Valid> read(Optional<Path> file, Overrides overrides) {
    Sources sources =
        new Sources(defaults, file, dotEnv, environment, overrides, KafkaLog.OWNED_PROPERTIES);
    return switch (SettingsReader.read(sources)) {
      case SettingsResult.Valid valid -> Optional.of(valid);
      case SettingsResult.Invalid invalid -> {
        invalid.problems().forEach(err::println);
        yield Optional.empty();
      }
    };
  }

  /** The file that was named, or {@code weir.yaml} in the working directory if there is one. */
  static Optional<Path> file(@Nullable Path named) {
    return Optional.ofNullable(named)
        .or(() -> Optional.of(DEFAULT_FILE).filter(path -> Files.exists(path)));
  }
}
