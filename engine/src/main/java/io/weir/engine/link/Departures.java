package io.weir.engine.link;

import java.time.Duration;

/**
 * When passes over a stream's past may begin. Thread: the stream's tail.
 *
 * <p>The first begins at once. Where many come back one after the other, as fast as hands are
 * shaken, each further pass begins a little later after the one before it, so that few passes serve
 * them all.
 */
final class Departures {
  private static final long LEAST_NANOS = Duration.ofMillis(200).toNanos();
  private static final long MOST_NANOS = Duration.ofSeconds(1).toNanos();

  /** After so long without a pass, the next one is a first one. */
  private static final long FORGET_NANOS = Duration.ofSeconds(5).toNanos();

  private boolean departed;
  private long lastNanos;
  private long pauseNanos;

  /** How long nobody may depart yet; zero or less: it may be now. */
  long waitNanos(long nowNanos) {
    return departed ? lastNanos + pauseNanos - nowNanos : 0;
  }

  /** A pass begins. */
  void onDeparture(long nowNanos) {
    boolean first = !departed || nowNanos - lastNanos >= FORGET_NANOS;
    pauseNanos = first ? LEAST_NANOS : Math.min(2 * pauseNanos, MOST_NANOS);
    lastNanos = nowNanos;
    departed = true;
  }
}
