package io.weir.cli.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How long nothing may get on: no record is settled though some wait, or there is no connection.
 * Thread: any.
 */
final class Patience {
  private final Window window;
  private final Duration most;
  private final InstantSource clock;
  private Instant since;
  private long settled;

  /**
   * @param most zero: for ever
   */
  Patience(Window window, Duration most, InstantSource clock) {
    this.window = window;
    this.most = most;
    this.clock = clock;
    this.since = clock.instant();
  }

  /** What is left of it; zero or less: it is over. */
  synchronized Duration left() {
    Instant now = clock.instant();
    long settledNow = window.counts().settled();
    if (settledNow != settled || window.isIdle()) {
      settled = settledNow;
      since = now;
    }
    return most.isZero() ? Duration.ofDays(1) : most.minus(Duration.between(since, now));
  }

  boolean isOver() {
    return !left().isPositive();
  }

  Duration most() {
    return most;
  }
}
