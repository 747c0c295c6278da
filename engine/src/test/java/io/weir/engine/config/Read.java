package io.weir.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.config.schema.Printout;
import io.weir.engine.config.schema.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads settings in tests: a file in a folder of the test, variables and flags. */
record Read(
    Optional<Path> file,
    Optional<Path> dotEnv,
    Map<String, String> environment,
    Overrides overrides,
    String defaults) {
  static final Map<String, String> OWNED = Map.of("acks", "nothing may be lost");

  static Read nothing() {
    return new Read(Optional.empty(), Optional.empty(), Map.of(), Overrides.NONE, "");
  }

  static Read file(Path folder, String text) {
    try {
      return file(Files.writeString(folder.resolve("weir.yaml"), text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Read file(Path file) {
    return new Read(Optional.of(file), Optional.empty(), Map.of(), Overrides.NONE, "");
  }

  Read environment(String... namesAndValues) {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      variables.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Read(file, dotEnv, variables, overrides, defaults);
  }

  Read overrides(Overrides flags) {
    return new Read(file, dotEnv, environment, flags, defaults);
  }

  Read defaults(String yaml) {
    return new Read(file, dotEnv, environment, overrides, yaml);
  }

  /** As a command that also starts from Quix's variables. */
  Read dotEnv(Path path) {
    return new Read(file, Optional.of(path), environment, overrides, defaults);
  }

  SettingsResult result() {
    return SettingsReader.read(new Sources(defaults, file, dotEnv, environment, overrides, OWNED));
  }

  Settings settings() {
    return switch (result()) {
      case SettingsResult.Valid(Settings settings, Printout printout) -> settings;
      case SettingsResult.Invalid(List<Problem> problems) ->
          throw new AssertionError("problems: " + problems);
    };
  }

  /** The settings as they are printed, with the file's name for its path. */
  String printed(Predicate<String> harmless) {
    String folder = file.map(Path::getParent).map(parent -> parent + "/").orElse("");
    return switch (result()) {
      case SettingsResult.Valid valid -> valid.printout().text(harmless).replace(folder, "");
      case SettingsResult.Invalid(List<Problem> problems) ->
          throw new AssertionError("problems: " + problems);
    };
  }

  List<Problem> found() {
    return switch (result()) {
      case SettingsResult.Valid valid -> List.of();
      case SettingsResult.Invalid(List<Problem> problems) -> problems;
    };
  }

  /** The problems as they are shown, with the file's name for its path. */
  List<String> problems() {
    String folder = file.map(Path::getParent).map(parent -> parent + "/").orElse("");
    List<String> lines =
        found().stream().map(Problem::toString).map(line -> line.replace(folder, "")).toList();
    assertThat(lines).as("every problem is one line").noneMatch(line -> line.contains("\n"));
    return lines;
  }
}
