package io.weir.engine.link;

import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The records that wait for a session whose client may miss some: the latest of each key, or the
 * latest of all. Records leave in the order in which they came, a key's at the place of its first.
 * Thread: the session's loop.
 */
final class Backlog {
  /** However few the keys are. */
  private static final long MAX_ALL_BYTES = 64 << 20;

  /** What a record takes besides its bytes, about. */
  private static final int OVERHEAD_BYTES = 200;

  private static final int MAX_GAPS = 1_000;

  private final boolean conflates;
  private final int maxKeys;
  private final long maxBytes;
  private final Map<Object, LogRecord> waiting = new LinkedHashMap<>();
  private final List<Gap> dropped = new ArrayList<>();
  private long allBytes;
  private Positions lowest = Positions.NONE;
  private long bytes;
  private int keys;
  private int others;

  /**
   * @param conflates whether of each key only the latest record waits; those without a key, and
   *     otherwise all, wait as long as they are not the oldest of too many
   * @param maxKeys of how many keys a record may wait
   * @param maxBytes how large the others may be together; one is always kept
   */
  Backlog(boolean conflates, int maxKeys, long maxBytes) {
    this.conflates = conflates;
    this.maxKeys = maxKeys;
    this.maxBytes = maxBytes;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Whether records of too many keys wait. */
  boolean isOverflowing() {
    return keys > maxKeys || allBytes > MAX_ALL_BYTES;
  }

  /**
   * Where to go on from without missing what waits.
   *
   * @param at where the session stands
   */
  Positions lowest(Positions at) {
    return waiting.isEmpty() ? at : lowest;
  }

  /**
   * Adds a record.
   *
   * @param standing where the session stood before it
   * @return how many records will not be delivered because of it
   */
  int add(LogRecord record, Positions standing) {
    if (waiting.isEmpty()) {
      lowest = standing;
    }
    if (conflates && record.key() != null) {
      LogRecord before = waiting.put(new KeyFilter.Key(record.key()), record);
      boolean superseded = before != null;
      allBytes += size(record) - (before == null ? 0 : size(before));
      keys += superseded ? 0 : 1;
      return superseded ? 1 : 0;
    }
    waiting.put(new Object(), record);
    others++;
    bytes += size(record);
    allBytes += size(record);
    return dropOldest();
  }

  private int dropOldest() {
    int count = 0;
    Iterator<Map.Entry<Object, LogRecord>> oldest = waiting.entrySet().iterator();
    while (bytes > maxBytes && others > 1 && oldest.hasNext()) {
      Map.Entry<Object, LogRecord> entry = oldest.next();
      LogRecord record = entry.getValue();
      if (!(entry.getKey() instanceof KeyFilter.Key)) {
        oldest.remove();
        others--;
        bytes -= size(record);
        allBytes -= size(record);
        drop(record);
        count++;
      }
    }
    return count;
  }

  private static long size(LogRecord record) {
    return (long) record.sizeBytes() + OVERHEAD_BYTES;
  }

  /** What nothing is delivered between is one gap. */
  private void drop(LogRecord record) {
    Gap gap = gap(record);
    for (int i = dropped.size() - 1; i >= 0; i--) {
      Gap last = dropped.get(i);
      if (last.partition() == gap.partition()) {
        boolean joins = !conflates || last.to() + 1 == gap.from() || dropped.size() >= MAX_GAPS;
        if (joins) {
          dropped.set(i, join(last, gap));
          return;
        }
        break;
      }
    }
    dropped.add(gap);
  }

  private static Gap gap(LogRecord record) {
    return new Gap(
        record.partition(),
        record.offset(),
        record.offset(),
        Gap.Reason.SLOW,
        record.leaderEpoch());
  }

  private static Gap join(Gap first, Gap next) {
    return new Gap(first.partition(), first.from(), next.to(), Gap.Reason.SLOW, next.epoch());
  }

  /** What was dropped since the last call. */
  List<Gap> takeDropped() {
    if (dropped.isEmpty()) {
      return List.of();
    }
    List<Gap> gaps = List.copyOf(dropped);
    dropped.clear();
    return gaps;
  }

  /** The record that is next; there has to be one. */
  LogRecord poll() {
    Map.Entry<Object, LogRecord> first = waiting.entrySet().iterator().next();
    waiting.remove(first.getKey());
    if (first.getKey() instanceof KeyFilter.Key) {
      keys--;
    } else {
      others--;
      bytes -= size(first.getValue());
    }
    allBytes -= size(first.getValue());
    return first.getValue();
  }
}
