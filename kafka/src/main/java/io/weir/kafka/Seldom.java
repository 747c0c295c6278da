package io.weir.kafka;

import java.time.Duration;

/** Says whether a warning that repeats is due again. Thread: the one that warns. */
final class Seldom {
  private final long pauseNanos;
  private boolean said;
  private long lastNanos;

  Seldom(Duration pause) {
    this.pauseNanos = pause.toNanos();
  }

  /** True the first time, and then once in every pause. */
  boolean isDue(long nowNanos) {
    if (said && nowNanos - lastNanos < pauseNanos) {
      return false;
    }
    said = true;
    lastNanos = nowNanos;
    return true;
  }
}
