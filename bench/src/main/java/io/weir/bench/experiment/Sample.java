package io.weir.bench.experiment;

import io.weir.bench.load.Latency;
import io.weir.bench.load.LoadReport;

/**
 * One measured window.
 *
 * @param deliveries data frames that arrived
 * @param missing those that should have and did not
 * @param cpuMicros CPU time of the server process per delivery, all its threads
 */
record Sample(
    long deliveries,
    long missing,
    double perSecond,
    double cpuSeconds,
    double cpuMicros,
    Latency latencyMillis) {
  static Sample of(LoadReport.Received received, long expectedTotal, double cpuSeconds) {
    return new Sample(
        received.frames(),
        expectedTotal - received.totalFrames(),
        received.framesPerSecond(),
        cpuSeconds,
        cpuSeconds * 1e6 / Math.max(1, received.frames()),
        received.latencyMillis());
  }
}
