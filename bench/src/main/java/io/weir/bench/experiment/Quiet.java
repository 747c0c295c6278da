package io.weir.bench.experiment;

import io.weir.bench.process.Child;
import io.weir.bench.process.ProcStat;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits until a process has done what it had to do. */
final class Quiet {
  private static final Duration LOOK = Duration.ofMillis(400);
  private static final double QUIET_SECONDS = 0.011;
  private static final int MOST_LOOKS = 50;

  private Quiet() {}

  /** Returns once it uses hardly any CPU time, or after 20 s. */
  static void await(Child process) throws IOException {
    for (int look = 0; look < MOST_LOOKS; look++) {
      ProcStat before = process.cpu();
      LockSupport.parkNanos(LOOK.toNanos());
      if (process.cpu().secondsSince(before) < QUIET_SECONDS) {
        return;
      }
    }
  }
}
