package io.weir.cli.publish;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One line on a terminal that says how far it is; elsewhere nothing. Notices go around it. Thread:
 * any.
 */
final class Progress {
  private static final int BAR = 20;
  private static final String BEGIN_OF_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean terminal;
  private long settledBefore;
  private boolean shown;

  Progress(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /**
   * Shows it anew, once a second.
   *
   * @param share of the input that was read; empty: nobody knows how long it is
   */
  synchronized void show(Window.Counts counts, OptionalDouble share) {
    if (terminal) {
      err.print(BEGIN_OF_LINE + line(counts, counts.settled() - settledBefore, share));
      err.flush();
      shown = true;
    }
    settledBefore = counts.settled();
  }

  /** A line that stays. */
  synchronized void tell(String notice) {
    err.println((shown ? BEGIN_OF_LINE : "") + "weir: " + notice);
    err.flush();
    shown = false;
  }

  static String line(Window.Counts counts, long perSecond, OptionalDouble share) {
    String bar = share.isPresent() ? bar(share.getAsDouble()) + "  " : "";
    String refused =
        counts.refused() == 0 ? "" : String.format(Locale.ROOT, "  %,d refused", counts.refused());
    return String.format(
        Locale.ROOT,
        "%s%,d done%s  %,d under way  %,d/s",
        bar,
        counts.acknowledged(),
        refused,
        counts.waiting(),
        perSecond);
  }

  private static String bar(double share) {
    int full = (int) (share * BAR);
    return String.format(
        Locale.ROOT, "[%s%s] %3.0f %%", "=".repeat(full), " ".repeat(BAR - full), share * 100);
  }
}
