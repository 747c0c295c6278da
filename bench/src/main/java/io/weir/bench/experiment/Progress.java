package io.weir.bench.experiment;

import java.util.Locale;

/** Tells on standard error how far an experiment is. */
final class Progress {
  private Progress() {}

  static void say(String what) {
    System.err.println(what);
  }

  static void say(int run, int runs, String subject, Sample sample) {
    String lost = sample.missing() == 0 ? "" : "  MISSING " + sample.missing();
    say(
        String.format(
            Locale.ROOT,
            "run %d/%d  %-24s %,11d deliveries  %7.3f µs CPU each%s",
            run,
            runs,
            subject,
            sample.deliveries(),
            sample.cpuMicros(),
            lost));
  }
}
