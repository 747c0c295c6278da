package io.weir.testing.stream;

import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Follower;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.TopicId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a tail stands in one stream. Thread: the tail; topics are looked at under their log. */
final class MemoryReader {
  private final Stream stream;
  private final Follower follower;
  private final List<Long> positions = new ArrayList<>();
  private long topicId;
  private int firstPartition;

  MemoryReader(Stream stream, Follower follower) {
    this.stream = stream;
    this.follower = follower;
  }

  Stream stream() {
    return stream;
  }

  Follower follower() {
    return follower;
  }

  boolean isOpen() {
    return topicId > 0;
  }

  /** Where it stands. */
  Cursor cursor() {
    long[] next = positions.stream().mapToLong(Long::longValue).toArray();
    return new Cursor(TopicId.of(stream.topic(), 0, topicId), Positions.of(next));
  }

  /** Goes to the end of every partition. False: there is no topic. */
  boolean open(Optional<MemoryTopic> found) {
    found.ifPresent(
        topic -> {
          topicId = topic.id();
          for (int i = 0; i < topic.size(); i++) {
            positions.add(topic.partition(i).visibleEnd());
          }
        });
    return found.isPresent();
  }

  /** Reads on, each time from another partition first. False: the topic is not the one opened. */
  boolean read(Optional<MemoryTopic> found, int maxRecords, List<LogRecord> into) {
    if (found.isEmpty() || found.get().id() != topicId) {
      return false;
    }
    MemoryTopic topic = found.get();
    while (positions.size() < topic.size()) {
      positions.add(0L);
    }
    firstPartition++;
    for (int i = 0; i < topic.size(); i++) {
      read(topic.partition((firstPartition + i) % topic.size()), maxRecords, into);
    }
    return true;
  }

  private void read(MemoryPartition partition, int maxRecords, List<LogRecord> into) {
    int index = partition.index();
    long position = positions.get(index);
    for (; position < partition.visibleEnd() && into.size() < maxRecords; position++) {
      partition.at(position).ifPresent(into::add);
    }
    positions.set(index, position);
  }
}
