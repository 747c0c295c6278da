package io.weir.bench.process;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Says when the next of a steady row of events is due. A late event does not delay those after it.
 *
 * <p>Thread: one.
 */
public final class Pace {
  private static final long LATE_WAKE_NANOS = 60_000;

  private final double perSecond;
  private final long startNanos = System.nanoTime();

  /** Begins now; at 0 per second nothing ever waits. */
  public Pace(double perSecond) {
    this.perSecond = perSecond;
  }

  /** When event {@code number}, counted from 0, is due, in nanoseconds after the start. */
  public static long dueNanos(long number, double perSecond) {
    return perSecond <= 0 ? 0 : (long) (number / perSecond * TimeUnit.SECONDS.toNanos(1));
  }

  /** Waits until event {@code number} is due; sleeps most of the time and does not spin. */
  public void await(long number) {
    long due = startNanos + dueNanos(number, perSecond);
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(Math.max(1, left - LATE_WAKE_NANOS));
    }
  }
}
