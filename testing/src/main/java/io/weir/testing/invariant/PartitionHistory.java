package io.weir.testing.invariant;

import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What could ever be read of one partition: where its log was truncated, several records have the
 * same offset, each of another leader epoch. Thread: whoever changes the topic.
 */
public final class PartitionHistory {
  private final NavigableMap<Long, List<LogRecord>> records = new TreeMap<>();
  private final Set<LogRecord> removed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Truncation> truncations = new ArrayList<>();
  private long begin;

  /**
   * The log lost its end.
   *
   * @param epoch of what was written since
   * @param offset the first that was lost
   */
  private record Truncation(int epoch, long offset) {}

  /** From now on it may be read. */
  public void onCommitted(LogRecord record) {
    records.computeIfAbsent(record.offset(), offset -> new ArrayList<>()).add(record);
  }

  /** Nobody has to get what is at this offset any more: compaction took it. */
  public void onCompacted(long offset) {
    removed.addAll(records.getOrDefault(offset, List.of()));
  }

  /** Who did not get what lies below has to be told. */
  public void onRetained(long firstOffset) {
    begin = Math.max(begin, firstOffset);
  }

  /** The log lost its end, and goes on with the next leader epoch. */
  public void onTruncated(long offset) {
    truncations.add(new Truncation(epoch() + 1, offset));
  }

  /** The leader epoch of what is written now. */
  public int epoch() {
    return truncations.isEmpty() ? 0 : truncations.getLast().epoch();
  }

  /** The first offset that is kept. */
  public long begin() {
    return begin;
  }

  /** Whether this, and nothing else, was written by that leader to that offset. */
  boolean has(LogRecord record) {
    return records.getOrDefault(record.offset(), List.of()).stream()
        .anyMatch(each -> isBy(each, record.leaderEpoch()));
  }

  private static boolean isBy(LogRecord record, int epoch) {
    return epoch == Positions.NO_EPOCH || record.leaderEpoch() == epoch;
  }

  /**
   * Whether what one leader had at an offset was lost before a later leader wrote.
   *
   * @param later the epoch of that one
   */
  boolean isLost(long offset, int epoch, int later) {
    return truncations.stream()
        .anyMatch(each -> isBetween(each, epoch, later) && each.offset() <= offset);
  }

  private static boolean isBetween(Truncation truncation, int epoch, int later) {
    return epoch != Positions.NO_EPOCH && truncation.epoch() > epoch && truncation.epoch() <= later;
  }

  /** Where the log of a later leader takes another course than that of an earlier one. */
  long divergence(int epoch, int later) {
    return truncations.stream()
        .filter(each -> isBetween(each, epoch, later))
        .mapToLong(Truncation::offset)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** Whether the log was ever cut at this offset or before it. */
  boolean wasTruncated(long offset) {
    return truncations.stream().anyMatch(each -> each.offset() <= offset);
  }

  /**
   * The records from one offset up to another, exclusive, in the log of a leader, but for those
   * that compaction took.
   */
  List<LogRecord> between(long from, long to, int epoch) {
    List<LogRecord> found = new ArrayList<>();
    if (from < to) {
      for (List<LogRecord> same : records.subMap(from, to).values()) {
        same.stream().filter(record -> isIn(record, epoch)).forEach(found::add);
      }
    }
    return found;
  }

  private boolean isIn(LogRecord record, int epoch) {
    return record.leaderEpoch() <= epoch
        && !removed.contains(record)
        && !isLost(record.offset(), record.leaderEpoch(), epoch);
  }

  /** The records that are in the log now, also those that retention took, but not compaction. */
  public List<LogRecord> current() {
    return between(0, Long.MAX_VALUE, epoch());
  }
}
