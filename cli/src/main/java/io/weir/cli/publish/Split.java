package io.weir.cli.publish;

import java.util.Locale;

/** What one record is in the input. */
enum Split {
  /** A line that is not empty, without its end. */
  LINES,
  /** A file, or all of the standard input. */
  WHOLE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
