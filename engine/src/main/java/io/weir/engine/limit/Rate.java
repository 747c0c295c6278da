package io.weir.engine.limit;

import java.util.concurrent.TimeUnit;

/**
 * How often something may happen: so many times a second over time, and so many at once.
 *
 * <p>It is kept with one number, the time at which everything so far would have happened at the
 * even rate (the generic cell rate algorithm of ITU-T I.371). Who keeps that number begins with the
 * time it is then.
 *
 * @param perSecond 0: any number
 * @param burst at least 1, unless any number may happen
 */
public record Rate(int perSecond, int burst) {
  public static final Rate UNBOUNDED = new Rate(0, 0);

  public boolean isUnbounded() {
    return perSecond == 0;
  }

  /** What {@code paidNanos} becomes when it happens once more. */
  public long next(long paidNanos, long nowNanos) {
    long begin = paidNanos - nowNanos > 0 ? paidNanos : nowNanos;
    return begin + TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  /** Whether this is more than the burst ahead of the even rate. */
  public boolean isExceeded(long paidNanos, long nowNanos) {
    return paidNanos - nowNanos > TimeUnit.SECONDS.toNanos(1) / perSecond * burst;
  }

  /** As it is written in settings. */
  @Override
  public String toString() {
    if (isUnbounded()) {
      return "none";
    }
    return perSecond + "/s" + (burst == perSecond ? "" : " burst " + burst);
  }
}
