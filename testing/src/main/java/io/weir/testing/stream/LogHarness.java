package io.weir.testing.stream;

import io.weir.engine.stream.Log;
import java.time.Duration;

/** A running log for a {@link LogContract}, and a way to change what is in it. Any thread. */
public interface LogHarness extends AutoCloseable {

  /** The log under test, whose tails run on threads of their own. */
  Log log();

  /** Returns once records can be written to every partition. */
  void createTopic(String topic, int partitions);

  /** Returns once the topic is gone. */
  void deleteTopic(String topic);

  /**
   * Returns once records can be written to every partition.
   *
   * @param partitions how many there are afterwards
   */
  void growTopic(String topic, int partitions);

  /** Writes a record. Returns its offset once it is acknowledged. */
  long produce(String topic, int partition, MemoryRecord record);

  /** Writes records in one transaction to one partition, then commits or aborts it. */
  void produceTransaction(String topic, int partition, boolean commit, MemoryRecord... records);

  /** Takes all records below an offset away. Returns once nobody can read them any more. */
  void deleteRecords(String topic, int partition, long firstOffset);

  /** How long anything may take that the contract waits for: new partitions, a deleted topic. */
  Duration patience();

  @Override
  void close();
}
