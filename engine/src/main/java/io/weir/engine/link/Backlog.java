package io.weir.engine.link;

import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The records that wait for a session whose client may miss some: the latest of each key, or the
 * latest of all. Records leave in the order in which they came, a key's at the place of its first.
 * Thread: the session's loop.
 */
final class Backlog {
  /** However few the keys are. */
  private static final long MAX_ALL_BYTES = 64 << 20;

  /** What a record takes besides its bytes, about. */
  static final int OVERHEAD_BYTES = 200;

  private static final int MAX_GAPS = 1_000;

  private final boolean conflates;
  private final int maxKeys;
  private final long maxBytes;
  private final Map<Object, Place> waiting = new LinkedHashMap<>();

  /** By partition, in the order in which they came. */
  private final Map<Integer, Set<Place>> places = new LinkedHashMap<>();

  private final List<Gap> dropped = new ArrayList<>();
  private long allBytes;
  private long bytes;
  private int keys;
  private int others;

  /** Where to go on from without missing what waits here. Equal to no other. */
  private static final class Place {
    private final long offset;
    private final int epoch;
    private LogRecord record;

    /**
     * @param epoch of what lies before the record
     */
    Place(LogRecord record, int epoch) {
      this.offset = record.offset();
      this.epoch = epoch;
      this.record = record;
    }
  }

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
    Progress lowest = new Progress(at);
    places.forEach(
        (partition, of) -> {
          Place first = of.iterator().next();
          lowest.set(partition, first.offset, first.epoch);
        });
    return lowest.positions();
  }

  /**
   * Adds a record.
   *
   * @param epoch of what lies before it
   * @return how many records will not be delivered because of it
   */
  int add(LogRecord record, int epoch) {
    if (conflates && record.key() != null) {
      return conflate(new KeyFilter.Key(record.key()), record, epoch);
    }
    put(new Object(), new Place(record, epoch));
    others++;
    bytes += size(record);
    allBytes += size(record);
    return dropOldest();
  }

  private int conflate(KeyFilter.Key key, LogRecord record, int epoch) {
    Place before = waiting.get(key);
    if (before != null && before.record.partition() == record.partition()) {
      allBytes += size(record) - size(before.record);
      before.record = record;
      return 1;
    }
    if (before != null) {
      forget(before);
      allBytes -= size(before.record);
    }
    allBytes += size(record);
    put(key, new Place(record, epoch));
    keys += before == null ? 1 : 0;
    return before == null ? 0 : 1;
  }

  private void put(Object key, Place place) {
    waiting.put(key, place);
    places.computeIfAbsent(place.record.partition(), p -> new LinkedHashSet<>()).add(place);
  }

  private void forget(Place place) {
    Set<Place> same = places.get(place.record.partition());
    if (same != null && same.remove(place) && same.isEmpty()) {
      places.remove(place.record.partition());
    }
  }

  private int dropOldest() {
    int count = 0;
    Iterator<Map.Entry<Object, Place>> oldest = waiting.entrySet().iterator();
    while (bytes > maxBytes && others > 1 && oldest.hasNext()) {
      Map.Entry<Object, Place> entry = oldest.next();
      LogRecord record = entry.getValue().record;
      if (!(entry.getKey() instanceof KeyFilter.Key)) {
        oldest.remove();
        forget(entry.getValue());
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
        if (!conflates || last.to() + 1 == gap.from() || dropped.size() >= MAX_GAPS) {
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
    Map.Entry<Object, Place> first = waiting.entrySet().iterator().next();
    Object key = first.getKey();
    Place place = first.getValue();
    waiting.remove(key);
    forget(place);
    if (key instanceof KeyFilter.Key) {
      keys--;
    } else {
      others--;
      bytes -= size(place.record);
    }
    allBytes -= size(place.record);
    return place.record;
  }
}
