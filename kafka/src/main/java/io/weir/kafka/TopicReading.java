package io.weir.kafka;

import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
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

  /** Behind what was read, whether it is handed on or kept back. */
  private final Progress at;

  private List<LogRecord> batch = new ArrayList<>();
  private boolean moved;
  private boolean doubted;

  private final Map<TopicPartition, LostPosition> lostPositions = new HashMap<>();

  TopicReading(String topic, Uuid id, Positions begin) {
    this.topic = topic;
    this.id = id;
    this.at = new Progress(begin);
  }

  List<OpenStream> streams() {
    return streams;
  }

  int partitionCount() {
    return at.count();
  }

  /** All of them, or those that came since there were {@code from}. */
  List<TopicPartition> partitions(int from) {
    return IntStream.range(from, at.count()).mapToObj(p -> new TopicPartition(topic, p)).toList();
  }

  /** New partitions are read from their beginning. */
  void grow(int count) {
    for (int partition = at.count(); partition < count; partition++) {
      at.set(partition, 0, Positions.NO_EPOCH);
    }
  }

  Positions positions() {
    return at.positions();
  }

  /** Where reading goes on in a partition, as the consumer takes it. */
  OffsetAndMetadata position(TopicPartition partition) {
    int epoch = at.epoch(partition.partition());
    return new OffsetAndMetadata(
        at.next(partition.partition()),
        epoch == Positions.NO_EPOCH ? Optional.empty() : Optional.of(epoch),
        "");
  }

  boolean isDoubted() {
    return doubted;
  }

  void doubt(boolean doubts) {
    doubted = doubts;
  }

  /** Those that the log has nothing at; their partitions rest. */
  Map<TopicPartition, LostPosition> lostPositions() {
    return lostPositions;
  }

  void add(LogRecord read) {
    batch.add(read);
  }

  /** Goes to where the consumer stands, which may be behind offsets that have no record. */
  void moveTo(int partition, OffsetAndMetadata next) {
    at.set(partition, next.offset(), next.leaderEpoch().orElse(Positions.NO_EPOCH));
    moved = true;
  }

  /** The leader does not know the epoch of what was read last, so it cannot confirm anything. */
  void forgetEpoch(int partition) {
    at.set(partition, at.next(partition), Positions.NO_EPOCH);
  }

  /** Hands what was read to the streams, unless there is doubt. */
  void deliver() {
    if (!moved || doubted) {
      return;
    }
    List<LogRecord> records = batch;
    batch = new ArrayList<>();
    moved = false;
    Positions end = at.positions();
    boolean shared = streams.size() > 1;
    // A copy: a stream that is lost or closed on the way changes the list.
    for (OpenStream stream : List.copyOf(streams)) {
      if (stream.isOpen()) {
        stream.onRecords(shared ? new ArrayList<>(records) : records, end);
      }
    }
  }

  /** Tells the streams what will not come, behind all that was read. */
  void pass(Gap gap) {
    at.pass(gap);
    List.copyOf(streams).forEach(stream -> stream.onGap(gap));
  }
}
