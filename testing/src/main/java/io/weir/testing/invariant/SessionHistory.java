package io.weir.testing.invariant;

import io.weir.engine.stream.LogRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What one session asked for, what it was promised and what it got. Thread: whoever observes the
 * session.
 */
public final class SessionHistory {
  private final String name;
  private final Predicate<LogRecord> wants;
  private final List<Long> promised;
  private final Map<Integer, List<Long>> received = new HashMap<>();

  /**
   * @param wants whether the session asked for a record
   * @param promised for each partition, the offset from which on everything has to come: its end at
   *     the moment at which the client was told that it is open; partitions that came later begin
   *     at 0
   */
  public SessionHistory(String name, Predicate<LogRecord> wants, List<Long> promised) {
    this.name = name;
    this.wants = wants;
    this.promised = List.copyOf(promised);
  }

  /** The client got a record. */
  public void onReceived(int partition, long offset) {
    received.computeIfAbsent(partition, p -> new ArrayList<>()).add(offset);
  }

  public boolean wants(LogRecord record) {
    return wants.test(record);
  }

  /** The offsets of a partition in the order in which they came. */
  public List<Long> received(int partition) {
    return received.getOrDefault(partition, List.of());
  }

  /** The partitions from which anything came. */
  public List<Integer> partitions() {
    return List.copyOf(received.keySet());
  }

  /** The offset from which on everything was promised. */
  public long promised(int partition) {
    return partition < promised.size() ? promised.get(partition) : 0;
  }

  @Override
  public String toString() {
    return name;
  }
}
