package io.weir.testing.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * A topic of a {@link MemoryLog}. Deleted and created again, it is another one with another id.
 * Guarded by its log.
 */
final class MemoryTopic {
  private final long id;
  private final List<MemoryPartition> partitions = new ArrayList<>();

  MemoryTopic(long id, int partitions) {
    this.id = id;
    grow(partitions);
  }

  long id() {
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
}
