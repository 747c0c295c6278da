package io.weir.testing.invariant;

import java.util.ArrayList;
import java.util.List;

/**
 * What could ever be read of a topic as long as it was there. Thread: whoever changes the topic.
 */
public final class LogHistory {
  private final List<PartitionHistory> partitions = new ArrayList<>();

  /** How many partitions it knows. */
  public int size() {
    return partitions.size();
  }

  /** A partition, which comes to be if it is not known yet. */
  public PartitionHistory partition(int index) {
    while (partitions.size() <= index) {
      partitions.add(new PartitionHistory());
    }
    return partitions.get(index);
  }
}
