package io.weir.testing.stream;

import java.time.Duration;

/** The log in memory, its tails on threads. */
public final class MemoryLogHarness implements LogHarness {
  private final MemoryLog log = new MemoryLog(2);
  private final TailThreads threads = TailThreads.start(log);

  @Override
  public MemoryLog log() {
    return log;
  }

  @Override
  public void createTopic(String topic, int partitions) {
    log.createTopic(topic, partitions);
  }

  @Override
  public void deleteTopic(String topic) {
    log.deleteTopic(topic);
  }

  @Override
  public void growTopic(String topic, int partitions) {
    log.growTopic(topic, partitions);
  }

  @Override
  public long produce(String topic, int partition, MemoryRecord record) {
    return log.append(topic, partition, record).offset();
  }

  @Override
  public void produceTransaction(
      String topic, int partition, boolean commit, MemoryRecord... records) {
    for (MemoryRecord record : records) {
      log.appendUncommitted(topic, partition, record);
    }
    log.endTransaction(topic, partition, commit);
  }

  @Override
  public void deleteRecords(String topic, int partition, long firstOffset) {
    log.retain(topic, partition, firstOffset);
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(10);
  }

  @Override
  public void close() {
    threads.close();
  }
}
