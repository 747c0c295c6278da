package io.weir.bench.experiment;

/**
 * One run of what takes records from one place to another.
 *
 * @param records that arrived
 * @param missing those that should have been and were not
 * @param cpuSeconds of the process that is measured, all its threads
 */
record Cost(long records, long missing, double seconds, double cpuSeconds) {
  double perSecond() {
    return records / seconds;
  }

  double cpuMicros() {
    return cpuSeconds * 1e6 / Math.max(1, records);
  }
}
