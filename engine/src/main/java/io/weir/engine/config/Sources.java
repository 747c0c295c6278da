package io.weir.engine.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where settings come from; the later stands above the earlier.
 *
 * @param defaults settings in YAML that a command puts below the file, such as {@code drain:
 *     {spread: 0s}}; "" for none
 * @param file the settings file; empty: there is none
 * @param dotEnv a file of variables, perhaps not there, for a command which without a settings file
 *     also starts from {@link QuixVariables}; empty: it does not
 * @param environment all of it: placeholders refer to any variable, {@code WEIR_…} are settings
 * @param overrides the command line
 * @param owned Kafka properties that Weir sets itself, each with the reason as a clause
 */
public record Sources(
    String defaults,
    Optional<Path> file,
    Optional<Path> dotEnv,
    Map<String, String> environment,
    Overrides overrides,
    Map<String, String> owned) {

  public Sources {
    environment = Map.copyOf(environment);
    owned = Map.copyOf(owned);
  }

  /** The environment may hold secrets. */
  @Override
  public String toString() {
    return "Sources[file=" + file + ", overrides=" + overrides + "]";
  }
}
