package io.weir.cli.connection;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: each delay is random between zero and a ceiling that
 * doubles, so that clients that lost one server together do not come back together.
 *
 * <p>Thread: one.
 */
public final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofSeconds(30);
  private static final int SLOWER = 4;

  private final RandomGenerator random;
  private Duration ceiling = FIRST;

  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** From 0 up to a ceiling of 1 s, then 2 s, 4 s … 30 s. */
  Duration next() {
    Duration delay = Duration.ofNanos(random.nextLong(ceiling.toNanos() + 1));
    Duration doubled = ceiling.multipliedBy(2);
    ceiling = doubled.compareTo(MOST) < 0 ? doubled : MOST;
    return delay;
  }

  /** Four times as long as {@link #next}, and never less than a second. */
  Duration nextSlower() {
    return next().multipliedBy(SLOWER).plusSeconds(1);
  }

  /** After a connection that lasted. */
  void reset() {
    ceiling = FIRST;
  }
}
