package io.weir.bench.experiment;

import java.util.List;

/**
 * What a replay experiment found.
 *
 * @param liveLatency the medians of {@code live}; none if it was not asked for
 */
record ReplayReport(
    ReplayPlan plan,
    String cores,
    List<Row> medians,
    List<List<Replayed>> runs,
    List<LatencyPair> liveLatency,
    List<LiveBeside.Pair> live) {
  /**
   * The medians of one subject's runs.
   *
   * @param missing the most of any run
   * @param ratio records a second over those of the bare consumer
   * @param readTimes what was read from Kafka, in multiples of the topic; the most of any run
   */
  record Row(
      String subject,
      double deliveries,
      long missing,
      boolean complete,
      double seconds,
      double perSecond,
      double ratio,
      double cpuMicros,
      double readTimes) {
    /** {@code bare} is the consumer's runs, in the same order. */
    static Row of(String subject, List<Replayed> runs, List<Replayed> bare) {
      return new Row(
          subject,
          Median.of(runs, Replayed::deliveries),
          runs.stream().mapToLong(Replayed::missing).max().orElse(0),
          runs.stream().allMatch(Replayed::isComplete),
          Median.of(runs, Replayed::seconds),
          Median.of(runs, Replayed::perSecond),
          Median.ofRatios(runs, bare, Replayed::perSecond),
          Median.of(runs, Replayed::cpuMicros),
          runs.stream().mapToDouble(Replayed::readTimes).max().orElse(0));
    }
  }
}
