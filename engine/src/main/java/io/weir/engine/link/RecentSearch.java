package io.weir.engine.link;

import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The most recent records that one session wants, as far as they are found. Looked for from the end
 * backwards, a stretch of each partition at a time. Thread: the reader, once it is begun.
 */
final class RecentSearch {
  /** More is not kept for one session, however many records it asked for. */
  private static final long MAX_BYTES = 8 << 20;

  /** What a record takes besides its bytes, about. */
  private static final int OVERHEAD_BYTES = 200;

  final OutSession session;
  private final KeyFilter keys;
  private final int count;
  private final Map<Integer, Deque<LogRecord>> found = new HashMap<>();
  private final Map<Integer, Deque<LogRecord>> stretch = new HashMap<>();
  private volatile Recent.@Nullable Found settled;
  private long bytes;
  private boolean full;

  RecentSearch(OutSession session, int count) {
    this.session = session;
    this.keys = session.keys();
    this.count = count;
  }

  int count() {
    return count;
  }

  KeyFilter keys() {
    return keys;
  }

  /** A record of the stretch that is looked at now; they come in offset order. */
  void onRecord(LogRecord record) {
    Deque<LogRecord> newest = stretch.computeIfAbsent(record.partition(), p -> new ArrayDeque<>());
    newest.add(record);
    bytes += size(record);
    while (newest.size() > count || (bytes > MAX_BYTES && !newest.isEmpty())) {
      full |= newest.size() <= count;
      bytes -= size(newest.remove());
    }
  }

  private static long size(LogRecord record) {
    return (long) record.sizeBytes() + OVERHEAD_BYTES;
  }

  /** The stretch, which lies before what was found, is at its end. */
  void onStretchEnd() {
    stretch.forEach(
        (partition, older) -> {
          Deque<LogRecord> newer = found.computeIfAbsent(partition, p -> new ArrayDeque<>());
          while (newer.size() < count && !older.isEmpty()) {
            newer.addFirst(older.removeLast());
          }
          older.forEach(record -> bytes -= size(record));
        });
    stretch.clear();
  }

  /**
   * Whether nothing before the stretches could be among the most recent.
   *
   * @param oldest of partitions of which something was not looked at, the timestamp of the first
   *     record that was; empty if none was
   */
  boolean isComplete(Map<Integer, Long> oldest) {
    if (full) {
      return true;
    }
    List<LogRecord> chosen = choose();
    if (chosen.size() < count) {
      return oldest.isEmpty();
    }
    long since = chosen.stream().mapToLong(LogRecord::timestampMillis).min().orElse(0);
    return oldest.entrySet().stream()
        .allMatch(
            each ->
                found.getOrDefault(each.getKey(), new ArrayDeque<>()).size() >= count
                    || each.getValue() <= since);
  }

  /** Nothing more is looked at. */
  void settle(Cursor end) {
    settled = result(end);
    found.clear();
    stretch.clear();
  }

  /** What was found, once that is settled. Any thread. */
  Recent.Found result() {
    if (settled == null) {
      throw new IllegalStateException("not settled");
    }
    return settled;
  }

  private Recent.Found result(Cursor end) {
    List<LogRecord> chosen = choose();
    Progress begin = new Progress(end.positions());
    for (int i = chosen.size() - 1; i >= 0; i--) {
      LogRecord record = chosen.get(i);
      begin.set(record.partition(), record.offset(), Positions.NO_EPOCH);
    }
    return new Recent.Found(chosen, new Cursor(end.topic(), begin.positions()), end);
  }

  /** From the end: each time the latest of those that are last in their partition. */
  private List<LogRecord> choose() {
    Map<Integer, Deque<LogRecord>> left = new HashMap<>();
    found.forEach((partition, records) -> left.put(partition, new ArrayDeque<>(records)));
    List<LogRecord> chosen = new ArrayList<>();
    for (LogRecord latest = latest(left);
        latest != null && chosen.size() < count;
        latest = latest(left)) {
      chosen.add(latest);
      left.getOrDefault(latest.partition(), new ArrayDeque<>()).removeLast();
    }
    Collections.reverse(chosen);
    return chosen;
  }

  private static @Nullable LogRecord latest(Map<Integer, Deque<LogRecord>> of) {
    LogRecord latest = null;
    for (Deque<LogRecord> records : of.values()) {
      LogRecord last = records.peekLast();
      if (last != null && (latest == null || last.timestampMillis() > latest.timestampMillis())) {
        latest = last;
      }
    }
    return latest;
  }
}
