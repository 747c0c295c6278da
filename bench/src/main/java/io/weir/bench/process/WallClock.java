package io.weir.bench.process;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Nanoseconds since the epoch, for the price of {@link System#nanoTime} and without an object.
 *
 * <p>Between calibrations it does not follow corrections of the system clock.
 */
public final class WallClock {
  private long offsetNanos;

  public WallClock() {
    calibrate();
  }

  /** Takes the system clock's present time. */
  public void calibrate() {
    Instant now = Instant.now();
    long monotonic = System.nanoTime();
    offsetNanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - monotonic;
  }

  public long nanos() {
    return offsetNanos + System.nanoTime();
  }
}
