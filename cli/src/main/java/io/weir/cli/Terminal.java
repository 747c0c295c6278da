package io.weir.cli;

import java.io.Console;
import java.util.Map;
import java.util.Optional;

/**
 * What the standard output is.
 *
 * @param hasColours whether colours are wanted there: it is a terminal, and neither {@code
 *     NO_COLOR} (no-color.org) nor {@code TERM=dumb} says otherwise
 */
public record Terminal(boolean hasColours) {

  /**
   * Of this process. The launcher, which can tell for the output alone, says it with a property.
   */
  public static Terminal current() {
    boolean terminal =
        Boolean.getBoolean("weir.terminal")
            || Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    return of(System.getenv(), terminal);
  }

  static Terminal of(Map<String, String> environment, boolean terminal) {
    boolean declined =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    return new Terminal(terminal && !declined);
  }
}
