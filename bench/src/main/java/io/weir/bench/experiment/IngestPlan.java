package io.weir.bench.experiment;

import java.time.Duration;
import java.util.Locale;

/**
 * What an ingest experiment does.
 *
 * @param records in one measured run, all connections together; rounded to as many from each
 * @param ack none, each or every:N, as the parameter of that name
 * @param format of the stream: json, text or bytes
 */
record IngestPlan(int connections, long records, int size, String ack, String format, int runs) {
  private static final long WARM_UP_RECORDS = 8_000_000;
  private static final int SLOWEST_RECORDS_PER_SECOND = 5_000;

  /**
   * @throws IllegalArgumentException naming the option that is wrong
   */
  IngestPlan {
    if (!ack.matches("none|each|every:[1-9]\\d{0,4}")) {
      throw new IllegalArgumentException("--ack " + ack + ": none, each or every:N");
    }
    if (!format.matches("json|text|bytes")) {
      throw new IllegalArgumentException("--format " + format + ": json, text or bytes");
    }
    if (connections < 1 || records < connections) {
      throw new IllegalArgumentException(
          "--records=%d < --connections=%d: raise the former".formatted(records, connections));
    }
  }

  /** What each connection sends in a run. */
  long each() {
    return records / connections;
  }

  /** What all send in a run. */
  long total() {
    return each() * connections;
  }

  /** Runs before those that count. */
  int warmUpRounds() {
    return Math.clamp(WARM_UP_RECORDS / total(), 1, 8);
  }

  String title() {
    return String.format(
        Locale.ROOT,
        "Ingest: %,d connections, %s records of %d bytes, ack=%s, %,d a run, medians of %d runs",
        connections,
        format,
        size,
        ack,
        total(),
        runs);
  }

  String query() {
    return "?ack=" + ack;
  }

  /** The server's settings: what comes in is not sent out, and comes as fast as it can. */
  String settings() {
    return """
    streams:
      %s: {format: %s, in: true, out: false}
    limits: {inbound-messages: none}
    """
        .formatted(Scene.TOPIC, format);
  }

  /** How long a run may take. */
  Duration longest() {
    return Duration.ofSeconds(30 + total() / SLOWEST_RECORDS_PER_SECOND);
  }

  /** How long the whole experiment may take. */
  int longestSeconds() {
    long all = 600 + 3 * (runs + warmUpRounds() + 1L) * longest().toSeconds();
    return (int) Math.min(Integer.MAX_VALUE, all);
  }
}
