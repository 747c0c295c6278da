package io.weir.bench.experiment;

import java.time.Duration;

/**
 * What a fan-out experiment does.
 *
 * @param rate records a second; 0: a burst, as fast as the producer can
 * @param records in one measured window
 * @param matching connections that match, where only some do
 */
record FanoutPlan(
    int connections, double rate, int records, int size, Filter filter, int matching, int runs) {
  /** Which records a connection asks for. */
  enum Filter {
    /** Every connection receives every record. */
    ALL,
    /** Every connection has a key of its own: a record has one receiver. */
    OWN_KEY,
    /** Some connections receive every record, the others none. */
    SOME_KEYS
  }

  static final int PACED_SECONDS = 5;
  static final int BURST_RECORDS = 2000;

  private static final long WARM_UP_DELIVERIES = 3_000_000;
  private static final int PACED_WARM_UP_SECONDS = 60;
  private static final int OWN_KEY_BURST = 50_000;
  private static final int DISTINCT_KEYS = 1000;
  private static final int SECONDS_BEFORE = 2;
  private static final int SLOWEST_DELIVERIES_PER_SECOND = 20_000;

  boolean isBurst() {
    return rate == 0;
  }

  /** Connections that receive a record. */
  int audience() {
    return switch (filter) {
      case ALL -> connections;
      case OWN_KEY -> 1;
      case SOME_KEYS -> matching;
    };
  }

  /** Connections that are open all the time. */
  int subscribers() {
    return filter == Filter.SOME_KEYS ? matching : connections;
  }

  int keys() {
    return switch (filter) {
      case ALL -> DISTINCT_KEYS;
      case OWN_KEY -> connections;
      case SOME_KEYS -> 1;
    };
  }

  String query() {
    return switch (filter) {
      case ALL -> "";
      case OWN_KEY -> "?key=truck-%05d";
      case SOME_KEYS -> "?key=truck-00000";
    };
  }

  /** Records published right before the window of a paced run. */
  int recordsBefore() {
    return (int) (rate * SECONDS_BEFORE);
  }

  /** Small enough that no session falls behind by what closes it. */
  int warmUpBurst() {
    return filter == Filter.OWN_KEY ? OWN_KEY_BURST : BURST_RECORDS;
  }

  int warmUpRounds() {
    return Math.clamp(WARM_UP_DELIVERIES / ((long) warmUpBurst() * audience()), 2, 10);
  }

  /**
   * What is done once a record, and not once a delivery, is compiled late where records come
   * slowly; on one core the compiler then takes part of what is measured.
   */
  int pacedWarmUpRecords() {
    return (int) (rate * PACED_WARM_UP_SECONDS);
  }

  /** In bursts a look at every frame's time would cost the client too much. */
  int sample() {
    return isBurst() ? 16 : 1;
  }

  /** How long so many records may take. */
  Duration longest(int records) {
    double paced = isBurst() ? 0 : records / rate;
    double slowest = (double) records * audience() / SLOWEST_DELIVERIES_PER_SECOND;
    return Duration.ofSeconds((long) (30 + paced + slowest));
  }

  /** How long the whole experiment may take. */
  int longestSeconds() {
    long run = longest(records + recordsBefore()).toSeconds();
    return (int) Math.min(Integer.MAX_VALUE, 600 + 4L * (runs + 2) * run);
  }
}
