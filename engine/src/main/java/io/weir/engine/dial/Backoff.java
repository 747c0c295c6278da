package io.weir.engine.dial;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: each wait is anything from nothing to a ceiling, so that
 * many who lost the same peer do not come back together; the ceiling doubles with each. Thread: the
 * link's loop.
 */
final class Backoff {
  private final BackoffSettings settings;
  private final RandomGenerator random;
  private Duration ceiling;

  Backoff(BackoffSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
    this.ceiling = settings.min();
  }

  /** The wait after a failure. */
  Duration next() {
    Duration wait = upTo(ceiling);
    Duration doubled = ceiling.multipliedBy(2);
    ceiling = doubled.compareTo(settings.max()) < 0 ? doubled : settings.max();
    return wait;
  }

  /** The wait after a failure that will not pass soon: from half of the longest to the longest. */
  Duration longest() {
    ceiling = settings.max();
    Duration half = settings.max().dividedBy(2);
    return half.plus(upTo(half));
  }

  /** The connection was of use: the next failure is a first one. */
  void reset() {
    ceiling = settings.min();
  }

  private Duration upTo(Duration limit) {
    return Duration.ofNanos(random.nextLong(limit.toNanos() + 1));
  }
}
