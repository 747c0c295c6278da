package io.weir.bench.experiment;

import io.weir.bench.load.Latency;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The medians of latencies measured twice: without something and beside it.
 *
 * @param ratio of the p99s, run by run
 */
record LatencyPair(
    double p50Alone, double p50Beside, double p99Alone, double p99Beside, double ratio) {
  /** Both lists are equally long; of none, all is NaN. */
  static LatencyPair of(List<Latency> alone, List<Latency> beside) {
    ToDoubleFunction<Latency> p99 = Latency::p99;
    return new LatencyPair(
        Median.of(alone, Latency::p50),
        Median.of(beside, Latency::p50),
        Median.of(alone, p99),
        Median.of(beside, p99),
        Median.ofRatios(beside, alone, p99));
  }
}
