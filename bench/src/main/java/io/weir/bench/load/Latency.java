package io.weir.bench.load;

import org.HdrHistogram.Histogram;

/**
 * From the time a payload carries to its receipt, in milliseconds.
 *
 * @param samples how many frames carried a time and were looked at
 * @param sampledOneIn 1: every frame was looked at; 16: every sixteenth
 */
public record Latency(
    long samples, int sampledOneIn, double p50, double p90, double p99, double p999, double max) {
  static Latency of(Histogram nanos, int sampledOneIn) {
    return new Latency(
        nanos.getTotalCount(),
        sampledOneIn,
        nanos.getValueAtPercentile(50) / 1e6,
        nanos.getValueAtPercentile(90) / 1e6,
        nanos.getValueAtPercentile(99) / 1e6,
        nanos.getValueAtPercentile(99.9) / 1e6,
        nanos.getMaxValue() / 1e6);
  }
}
