package io.weir.testing.stream;

import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Follower;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.TopicId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a tail stands in one stream. Thread: the tail; topics are looked at under their log. */
final class MemoryReader {
  private static final long BEYOND_AT_MOST_NANOS = Duration.ofSeconds(10).toNanos();

  private final Stream stream;
  private final Start start;
  private final Follower follower;

  /** Since when partitions are known to stand beyond the log's end. */
  private final Map<Integer, Long> beyondSinceNanos = new HashMap<>();

  private @Nullable TopicId topicId;
  private Progress at = new Progress(Positions.NONE);
  private int firstPartition;

  /**
   * What came with one read.
   *
   * @param gaps come first
   * @param end empty: the position did not move but for the gaps
   */
  record Read(List<Gap> gaps, List<LogRecord> records, Optional<Positions> end) {}

  MemoryReader(Stream stream, Start start, Follower follower) {
    this.stream = stream;
    this.start = start;
    this.follower = follower;
  }

  Stream stream() {
    return stream;
  }

  Start start() {
    return start;
  }

  Follower follower() {
    return follower;
  }

  boolean isOpen() {
    return topicId != null;
  }

  void open(Cursor begin) {
    topicId = begin.topic();
    at = new Progress(begin.positions());
  }

  /** Reads on, each time from another partition first. Empty: the topic is not the one opened. */
  Optional<Read> read(Optional<MemoryTopic> found, int maxRecords, long nowNanos) {
    if (found.isEmpty() || !found.get().id().equals(topicId)) {
      return Optional.empty();
    }
    MemoryTopic topic = found.get();
    List<Gap> gaps = new ArrayList<>();
    for (int i = 0; i < topic.size(); i++) {
      pass(topic.partition(i), nowNanos, gaps);
    }
    firstPartition++;
    List<LogRecord> records = new ArrayList<>();
    boolean moved = false;
    for (int i = 0; i < topic.size(); i++) {
      moved |= read(topic.partition((firstPartition + i) % topic.size()), maxRecords, records);
    }
    return Optional.of(
        new Read(gaps, records, moved ? Optional.of(at.positions()) : Optional.empty()));
  }

  /** Passes what the log has not any more; it may have lost its end and then its beginning. */
  private void pass(MemoryPartition partition, long nowNanos, List<Gap> gaps) {
    for (Optional<Gap> gap = gap(partition, nowNanos);
        gap.isPresent();
        gap = gap(partition, nowNanos)) {
      at.pass(gap.get());
      gaps.add(gap.get());
    }
  }

  private Optional<Gap> gap(MemoryPartition partition, long nowNanos) {
    int index = partition.index();
    Optional<Gap> gap = partition.gap(at.next(index), at.epoch(index));
    if (gap.isPresent() || !partition.isBeyond(at.next(index))) {
      beyondSinceNanos.remove(index);
      return gap;
    }
    long since = beyondSinceNanos.computeIfAbsent(index, i -> nowNanos);
    return nowNanos - since >= BEYOND_AT_MOST_NANOS
        ? Optional.of(partition.beyondTheEnd(at.next(index)))
        : Optional.empty();
  }

  private boolean read(MemoryPartition partition, int maxRecords, List<LogRecord> into) {
    long begin = at.next(partition.index());
    long position = begin;
    for (; position < partition.visibleEnd() && into.size() < maxRecords; position++) {
      partition.at(position).ifPresent(into::add);
    }
    if (position > begin) {
      at.set(partition.index(), position, partition.epochBefore(position));
    }
    return position > begin;
  }
}
