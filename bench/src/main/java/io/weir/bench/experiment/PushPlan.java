package io.weir.bench.experiment;

import java.time.Duration;
import java.util.Locale;

/**
 * What a push experiment does.
 *
 * @param records in one run
 * @param inFlight how many may be unconfirmed, as the link's setting of that name
 */
record PushPlan(long records, int size, int inFlight, int runs) {
  private static final long WARM_UP_RECORDS = 6_000_000;
  private static final int SLOWEST_RECORDS_PER_SECOND = 10_000;

  /**
   * @throws IllegalArgumentException naming the option that is wrong
   */
  PushPlan {
    if (records < 1 || runs < 1) {
      throw new IllegalArgumentException("--records and --runs: at least 1");
    }
  }

  String title() {
    return String.format(
        Locale.ROOT,
        "Push: 1 dialed connection, confirm: pong, %,d in flight, %,d records of %d bytes a run,"
            + " medians of %d runs",
        inFlight,
        records,
        size,
        runs);
  }

  /** Runs before those that count. */
  int warmUpRounds() {
    return Math.clamp(WARM_UP_RECORDS / records, 1, 6);
  }

  /** The server's settings: one link to the peer. */
  String settings(int port) {
    return """
    streams:
      %2$s: {}
    links:
      - {name: push, dial: "ws://127.0.0.1:%1$d/", out: %2$s, from: earliest, confirm: pong, in-flight: {records: %3$d}}
    """
        .formatted(port, Scene.TOPIC, inFlight);
  }

  /** How long a run may take. */
  Duration longest() {
    return Duration.ofSeconds(30 + records / SLOWEST_RECORDS_PER_SECOND);
  }

  /** How long the whole experiment may take. */
  int longestSeconds() {
    long all = 600 + 3 * (runs + warmUpRounds() + 1L) * longest().toSeconds();
    return (int) Math.min(Integer.MAX_VALUE, all);
  }
}
