package io.weir.engine.config;

import io.weir.engine.config.schema.Environment;
import io.weir.engine.config.schema.Place;
import io.weir.engine.config.schema.Printout;
import io.weir.engine.config.schema.Problem;
import io.weir.engine.config.schema.Reading;
import io.weir.engine.config.schema.Table;
import io.weir.engine.config.schema.Tree;
import io.weir.engine.config.schema.YamlFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads settings: flags over the environment over the file over the defaults. */
public final class SettingsReader {
  static final String PREFIX = "WEIR";

  /** Variables that are the launcher's or a command's and not settings. */
  static final Set<String> RESERVED =
      Set.of(
          "WEIR_DEBUG",
          "WEIR_JAVA_CACHE",
          "WEIR_JAVA_FOLDERS",
          "WEIR_JAVA_HOME",
          "WEIR_JAVA_OPTS",
          "WEIR_LOG",
          "WEIR_LOG_FORMAT",
          "WEIR_SERVER");

  /** What is there although nobody wrote it; a file that names listeners replaces it. */
  private static final String BUILT_IN = "listeners: [{name: public, address: '127.0.0.1:8080'}]";

  private SettingsReader() {}

  /**
   * Settings, or all problems at once. Reads the file and the files that placeholders name, and
   * nothing else; opens and resolves nothing.
   *
   * @throws IllegalArgumentException if the command's defaults are not YAML
   */
  public static SettingsResult read(Sources sources) {
    Reading reading = new Reading(sources.environment());
    Optional<Tree> file =
        sources.file().isPresent()
            ? YamlFile.read(sources.file().get(), reading)
            : QuixVariables.read(sources, reading).map(QuixVariables::tree);
    if (file.isEmpty() && sources.file().isPresent()) {
      return new SettingsResult.Invalid(reading.problems());
    }
    Table<Settings> table = SettingsTable.of(sources.owned());
    Tree tree = YamlFile.builtIn(sources.defaults()).over(YamlFile.builtIn(BUILT_IN));
    if (file.isPresent()) {
      tree = file.get().over(tree);
    }
    tree = new Environment(table, PREFIX, RESERVED).over(tree, sources.environment(), reading);
    tree = new Flags(reading).over(tree, sources.overrides());
    Optional<Settings> settings = table.read(Place.root(tree), reading);
    List<Problem> problems = reading.problems();
    return problems.isEmpty()
        ? new SettingsResult.Valid(settings.orElseThrow(), new Printout(table, tree, reading))
        : new SettingsResult.Invalid(problems);
  }
}
