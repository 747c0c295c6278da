package io.weir.bench.experiment;

import io.weir.bench.floor.ConsumeCommand;
import io.weir.bench.load.LoadReport;

/**
 * One replay of a topic, by all sessions of it.
 *
 * @param deliveries records that arrived, over all sessions
 * @param missing those that should have and did not; negative: too many came
 * @param uneven whether a session has fewer than the topic holds
 * @param seconds from the first connect until the last session had everything
 * @param cpuMicros CPU time of the reading process per delivery
 * @param readTimes what was read from Kafka, in multiples of what the topic holds
 */
record Replayed(
    long deliveries,
    long missing,
    boolean uneven,
    double seconds,
    double perSecond,
    double cpuSeconds,
    double cpuMicros,
    double readTimes) {
  /**
   * Of sessions that replayed from Weir.
   *
   * @param held records that the topic holds
   * @param read records that Weir read from Kafka for it
   */
  static Replayed of(
      LoadReport.Received received, int sessions, long held, double cpuSeconds, double read) {
    long deliveries = received.totalFrames();
    return new Replayed(
        deliveries,
        held * sessions - deliveries,
        received.fewestFrames() < held,
        received.lastSeconds(),
        received.lastSeconds() > 0 ? deliveries / received.lastSeconds() : 0,
        cpuSeconds,
        cpuSeconds * 1e6 / Math.max(1, deliveries),
        read / held);
  }

  /** Of the bare consumer. */
  static Replayed of(ConsumeCommand.Consumed consumed, long held) {
    return new Replayed(
        consumed.records(),
        held - consumed.records(),
        false,
        consumed.seconds(),
        consumed.perSecond(),
        consumed.cpuSeconds(),
        consumed.cpuMicros(),
        (double) consumed.records() / held);
  }

  boolean isComplete() {
    return missing == 0 && !uneven;
  }
}
