package io.weir.kafka;

import io.weir.engine.stream.LogRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * One topic that a tail reads, for the streams on it. Thread: the tail.
 *
 * <p>Sure → Doubted: the cluster says that there is no such topic; it is read no further, and what
 * came since is kept back, at most the rest of one poll<br>
 * Doubted → Sure: it was a broker that did not know better | gone: said again<br>
 * both → gone: its id is another one, or nobody wants it
 */
final class TopicReading {
  final String topic;
  final Uuid id;
  private final List<OpenStream> streams = new ArrayList<>();
  private int partitions;
  private List<LogRecord> batch = new ArrayList<>();
  private boolean doubted;

  private final Map<TopicPartition, LostPosition> lostPositions = new HashMap<>();

  /**
   * A position that the log has no record at any more; the partition rests until it has another.
   *
   * @param divergent where the log took another course, if the leader's epochs show it
   */
  record LostPosition(long offset, OptionalLong divergent) {}

  TopicReading(String topic, Uuid id, int partitions) {
    this.topic = topic;
    this.id = id;
    this.partitions = partitions;
  }

  List<OpenStream> streams() {
    return streams;
  }

  int partitionCount() {
    return partitions;
  }

  /** All of them, or those that came since there were {@code from}. */
  List<TopicPartition> partitions(int from) {
    return IntStream.range(from, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
  }

  void grow(int count) {
    partitions = count;
  }

  boolean isDoubted() {
    return doubted;
  }

  void doubt(boolean doubts) {
    doubted = doubts;
  }

  Map<TopicPartition, LostPosition> lostPositions() {
    return lostPositions;
  }

  void add(LogRecord read) {
    batch.add(read);
  }

  /** Hands what was read to the streams, unless there is doubt. */
  void deliver() {
    if (batch.isEmpty() || doubted) {
      return;
    }
    List<LogRecord> records = batch;
    batch = new ArrayList<>();
    boolean shared = streams.size() > 1;
    // A copy: a stream that is lost or closed on the way changes the list.
    for (OpenStream stream : List.copyOf(streams)) {
      if (stream.isOpen()) {
        stream.onRecords(shared ? new ArrayList<>(records) : records);
      }
    }
  }
}
