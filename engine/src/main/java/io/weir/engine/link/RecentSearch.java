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
 * backwards, a stretch of each partition at a time. Thread: the reader.
 */
final class RecentSearch {
  /** More is not kept for one session, however many records it asked for. */
  private static final long MAX_BYTES = 16 << 20;

  final OutSession session;
  private final KeyFilter keys;
  private final int count;
  private final Map<Integer, Deque<LogRecord>> found = new HashMap<>();
  private final Map<Integer, Deque<LogRecord>> stretch = new HashMap<>();

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
    if (newest.size() > count) {
      newest.remove();
    }
  }

  /** The stretch, which lies before what was found, is at its end. */
  void onStretchEnd() {
    stretch.forEach(
        (partition, older) -> {
          Deque<LogRecord> newer = found.computeIfAbsent(partition, p -> new ArrayDeque<>());
          while (newer.size() < count && !older.isEmpty()) {
            newer.addFirst(older.removeLast());
          }
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

  Recent.Found result(Cursor end) {
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
    long bytes = 0;
    for (LogRecord latest = latest(left);
        latest != null && chosen.size() < count && bytes < MAX_BYTES;
        latest = latest(left)) {
      chosen.add(latest);
      bytes += latest.sizeBytes();
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
