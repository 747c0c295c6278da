package io.weir.cli.publish;

import io.weir.cli.connection.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Lets so many records through a second. What it was held up by is not made up for by a burst.
 * Thread: any, one at a time.
 */
final class Pacer {
  private final Duration distance;
  private final InstantSource clock;
  private final Pause pause;
  private Instant due;

  /**
   * @param perSecond 0: as many as there are
   */
  Pacer(double perSecond, InstantSource clock, Pause pause) {
    this.distance =
        perSecond == 0 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil(1e9 / perSecond));
    this.clock = clock;
    this.pause = pause;
    this.due = clock.instant();
  }

  /** Waits until the next may go. */
  synchronized void await() throws InterruptedException {
    if (distance.isZero()) {
      return;
    }
    Instant now = clock.instant();
    if (due.isAfter(now)) {
      pause.lasting(Duration.between(now, due));
    } else if (due.plusSeconds(1).isBefore(now)) {
      due = now;
    }
    due = due.plus(distance);
  }
}
