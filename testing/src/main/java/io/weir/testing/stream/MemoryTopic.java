package io.weir.testing.stream;

import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.TopicId;
import java.util.ArrayList;
import java.util.List;

/**
 * A topic of a {@link MemoryLog}. Deleted and created again, it is another one with another id.
 * Guarded by its log.
 */
final class MemoryTopic {
  private final TopicId id;
  private final List<MemoryPartition> partitions = new ArrayList<>();

  MemoryTopic(TopicId id, int partitions) {
    this.id = id;
    grow(partitions);
  }

  TopicId id() {
    return id;
  }

  void grow(int count) {
    while (partitions.size() < count) {
      partitions.add(new MemoryPartition(partitions.size()));
    }
  }

  int size() {
    return partitions.size();
  }

  MemoryPartition partition(int index) {
    return partitions.get(index);
  }

  /** Where a start is now. */
  Positions locate(Start start) {
    Progress at = new Progress(Positions.NONE);
    for (MemoryPartition partition : partitions) {
      switch (start) {
        case Start.Latest latest -> set(at, partition, partition.visibleEnd());
        case Start.Earliest earliest -> set(at, partition, partition.begin());
        case Start.Since(long millis) -> set(at, partition, partition.since(millis));
        case Start.At(Positions known) ->
            at.set(
                partition.index(), known.next(partition.index()), known.epoch(partition.index()));
      }
    }
    return at.positions();
  }

  private static void set(Progress at, MemoryPartition partition, long offset) {
    at.set(partition.index(), offset, partition.epochBefore(offset));
  }
}
