package io.weir.bench.experiment;

import java.time.Duration;

/**
 * What an experiment with stuck subscribers does.
 *
 * @param subscribers all of them, the stuck ones among them
 * @param percent how many of a hundred get stuck
 * @param rate records a second
 * @param size the bytes of a record's value
 * @param seconds how long a window is
 */
record SlowPlan(int subscribers, int percent, double rate, int size, int seconds, int runs) {
  /** Below what a server waits for a sign of life from its client. */
  static final int MAX_SECONDS = 60;

  static final int KEYS = 1000;

  private static final int SECONDS_BEFORE = 2;
  private static final int WARM_UPS = 1;
  private static final int SLOWEST_RECORDS_PER_SECOND = 20_000;

  SlowPlan {
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw new IllegalArgumentException(
          "seconds=" + seconds + ": --seconds takes 1 to " + MAX_SECONDS);
    }
    if (stuck(subscribers, percent) < 1 || stuck(subscribers, percent) >= subscribers) {
      throw new IllegalArgumentException(
          percent + " % of " + subscribers + " leaves nobody stuck, or nobody to measure");
    }
    if (rate <= 0 || runs < 1) {
      throw new IllegalArgumentException("--rate and --runs have to be above 0");
    }
  }

  private static int stuck(int subscribers, int percent) {
    return subscribers * percent / 100;
  }

  /** Subscribers that stop reading. */
  int stuck() {
    return stuck(subscribers, percent);
  }

  /** Subscribers that always read. */
  int reading() {
    return subscribers - stuck();
  }

  /** Records in a window. */
  int records() {
    return (int) Math.max(1, rate * seconds);
  }

  /** Records right before a window. */
  int recordsBefore() {
    return (int) Math.max(1, rate * SECONDS_BEFORE);
  }

  /** How long a window may take, and then the stuck ones until they have everything. */
  Duration longest() {
    long deliveries = (long) subscribers * (records() + recordsBefore());
    return Duration.ofSeconds(60 + 2L * seconds + deliveries / SLOWEST_RECORDS_PER_SECOND);
  }

  /** How long the whole experiment may take. */
  int longestSeconds() {
    return (int) Math.min(Integer.MAX_VALUE, 600 + 3L * (runs + WARM_UPS) * longest().toSeconds());
  }
}
