package io.weir.bench.experiment;

import io.weir.bench.load.Latency;
import java.util.List;

/** What a fan-out experiment found. */
record FanoutReport(
    FanoutPlan plan, String cores, List<Row> medians, Memory memory, List<List<Sample>> runs) {
  /**
   * The medians of one subject's runs.
   *
   * @param ratio CPU per delivery over that of the floor with 1 frame a write
   * @param ratioToBatched over that of the floor with 8 frames a write
   */
  record Row(
      String subject,
      double deliveries,
      double missing,
      double cpuMicros,
      double ratio,
      double ratioToBatched,
      double perSecond,
      Latency latencyMillis) {
    /** {@code floor} and {@code batched} are the floors' runs, in the same order. */
    static Row of(String subject, List<Sample> runs, List<Sample> floor, List<Sample> batched) {
      return new Row(
          subject,
          Median.of(runs, Sample::deliveries),
          runs.stream().mapToLong(Sample::missing).max().orElse(0),
          Median.of(runs, Sample::cpuMicros),
          Median.ofRatios(runs, floor, Sample::cpuMicros),
          Median.ofRatios(runs, batched, Sample::cpuMicros),
          Median.of(runs, Sample::perSecond),
          latency(runs.stream().map(Sample::latencyMillis).toList()));
    }

    private static Latency latency(List<Latency> runs) {
      return new Latency(
          (long) Median.of(runs, Latency::samples),
          runs.getFirst().sampledOneIn(),
          Median.of(runs, Latency::p50),
          Median.of(runs, Latency::p90),
          Median.of(runs, Latency::p99),
          Median.of(runs, Latency::p999),
          Median.of(runs, Latency::max));
    }
  }
}
