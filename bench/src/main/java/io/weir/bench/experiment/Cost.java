package io.weir.bench.experiment;

/**
 * One run of one subject of an ingest experiment.
 *
 * @param records that were counted, or acknowledged by Kafka
 * @param missing those that should have been and were not
 * @param cpuSeconds of the process that is measured, all its threads
 */
record Ingested(long records, long missing, double seconds, double cpuSeconds) {
  double perSecond() {
    return records / seconds;
  }

  double cpuMicros() {
    return cpuSeconds * 1e6 / Math.max(1, records);
  }

  /** The CPU of this run over that of two others together, per record. */
  double ratioTo(Ingested frames, Ingested producer) {
    return cpuMicros() / (frames.cpuMicros() + producer.cpuMicros());
  }
}
