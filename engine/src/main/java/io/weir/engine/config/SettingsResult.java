package io.weir.engine.config;

import io.weir.engine.config.schema.Printout;
import io.weir.engine.config.schema.Problem;
import java.util.List;

/** Settings, or everything that is wrong with them. */
public sealed interface SettingsResult {

  /**
   * Weir can start with them.
   *
   * @param printout for whoever wants to know where each comes from
   */
  record Valid(Settings settings, Printout printout) implements SettingsResult {}

  /**
   * Somebody has to change something.
   *
   * @param problems at least one, in the order of the file; {@link Problem#toString} is a line for
   *     the one who can
   */
  record Invalid(List<Problem> problems) implements SettingsResult {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
