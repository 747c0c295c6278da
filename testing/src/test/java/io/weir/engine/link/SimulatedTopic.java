package io.weir.engine.link;

import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.TopicId;
import io.weir.testing.invariant.LogHistory;
import io.weir.testing.stream.MemoryLog;
import io.weir.testing.stream.MemoryRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A topic of a simulation with its stream, and everything that was ever in it; every record has a
 * number that is in its value, and one that is the later the younger it is for its timestamp.
 * Thread: the simulation's.
 */
final class SimulatedTopic {
  private static final String JSON_END = "\"}";

  private final MemoryLog log;
  private final Stream stream;
  private final Map<Long, LogRecord> records = new HashMap<>();
  private final Map<Long, Life> lives = new HashMap<>();
  private final Map<TopicId, Life> byId = new HashMap<>();
  private final Map<Integer, List<LogRecord>> inTransaction = new HashMap<>();
  private final List<Cursor> cursors = new ArrayList<>();
  private Life life;
  private long numbers;

  /** From the topic's creation to its deletion. */
  static final class Life {
    private final TopicId id;
    private final LogHistory history = new LogHistory();

    Life(TopicId id) {
      this.id = id;
    }

    TopicId id() {
      return id;
    }

    LogHistory history() {
      return history;
    }
  }

  SimulatedTopic(MemoryLog log, String name, int partitions) {
    this.log = log;
    this.stream = new Stream(name, name, Format.JSON, false, true);
    this.life = create(partitions);
  }

  private Life create(int partitions) {
    log.createTopic(stream.topic(), partitions);
    Life begun = new Life(log.id(stream.topic()));
    begun.history().partition(partitions - 1);
    byId.put(begun.id(), begun);
    return begun;
  }

  Stream stream() {
    return stream;
  }

  Life life() {
    return life;
  }

  Life lifeOf(long number) {
    return lives.getOrDefault(number, life);
  }

  Life lifeOf(TopicId id) {
    return byId.getOrDefault(id, life);
  }

  boolean wasRecreated() {
    return byId.size() > 1;
  }

  LogRecord record(long number) {
    LogRecord record = records.get(number);
    if (record == null) {
      throw new AssertionError("no record has the number " + number);
    }
    return record;
  }

  int partitions() {
    return log.partitions(stream.topic());
  }

  /** The time of the next record. */
  long now() {
    return numbers;
  }

  /** Cursors that clients were told, of this topic and of those that had its name before. */
  List<Cursor> cursors() {
    return cursors;
  }

  /** Where somebody is promised everything from on, at the latest, who is open now. */
  Positions promise(From from) {
    Progress at = new Progress(Positions.NONE);
    for (int i = 0; i < partitions(); i++) {
      at.set(i, promise(from, i), life.history().partition(i).epoch());
    }
    return at.positions();
  }

  private long promise(From from, int partition) {
    return switch (from) {
      case From.Latest latest -> end(partition);
      case From.Earliest earliest -> begin(partition);
      case From.Since(long millis) -> since(partition, millis);
      case From.Resume(Cursor cursor) -> cursor.positions().next(partition);
      case From.Last last -> throw new IllegalArgumentException("not simulated: " + last);
    };
  }

  private long begin(int partition) {
    return log.begin(stream.topic(), partition);
  }

  private long end(int partition) {
    return log.end(stream.topic(), partition);
  }

  private long since(int partition, long millis) {
    return log.visible(stream.topic(), partition).stream()
        .filter(record -> record.timestampMillis() >= millis)
        .mapToLong(LogRecord::offset)
        .findFirst()
        .orElse(end(partition));
  }

  /**
   * Appends a record that fills about this many bytes, as part of a transaction if one is open.
   * Every third one lacks its end, so it is no JSON.
   */
  void append(int partition, @Nullable String key, int bytes) {
    long number = numbers++;
    String value =
        "{\"n\":" + number + ",\"fill\":\"" + "x".repeat(bytes) + (number % 3 == 0 ? "" : JSON_END);
    MemoryRecord record =
        new MemoryRecord(key == null ? null : utf8(key), utf8(value), List.of(), number);
    List<LogRecord> open = inTransaction.get(partition);
    if (open == null) {
      LogRecord appended = log.append(stream.topic(), partition, record);
      records.put(number, appended);
      life.history().partition(partition).onCommitted(appended);
    } else {
      LogRecord appended = log.appendUncommitted(stream.topic(), partition, record);
      records.put(number, appended);
      open.add(appended);
    }
    lives.put(number, life);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static boolean isJson(LogRecord record) {
    return record.value() != null
        && new String(record.value(), StandardCharsets.UTF_8).endsWith(JSON_END);
  }

  void beginTransaction(int partition) {
    inTransaction.putIfAbsent(partition, new ArrayList<>());
  }

  void endTransaction(int partition, boolean commit) {
    List<LogRecord> ended = inTransaction.remove(partition);
    if (ended != null) {
      log.endTransaction(stream.topic(), partition, commit);
      if (commit) {
        ended.forEach(life.history().partition(partition)::onCommitted);
      }
    }
  }

  void endTransactions() {
    List.copyOf(inTransaction.keySet()).forEach(partition -> endTransaction(partition, true));
  }

  /** Takes one record away. */
  void compact(int partition, double where) {
    long offset = between(begin(partition), end(partition), where);
    if (offset < end(partition)) {
      log.compact(stream.topic(), partition, offset);
      life.history().partition(partition).onCompacted(offset);
    }
  }

  /** Takes all records below somewhere away. */
  void retain(int partition, double where) {
    long offset = between(begin(partition), end(partition), where);
    log.retain(stream.topic(), partition, offset);
    life.history().partition(partition).onRetained(offset);
  }

  /** Loses the end. */
  void truncate(int partition, double where) {
    long offset = between(begin(partition), end(partition), where);
    log.truncate(stream.topic(), partition, offset);
    life.history().partition(partition).onTruncated(offset);
    inTransaction.computeIfPresent(partition, (p, open) -> new ArrayList<>());
  }

  private static long between(long from, long to, double where) {
    return from + Math.round((to - from) * where);
  }

  void grow() {
    log.growTopic(stream.topic(), partitions() + 1);
    life.history().partition(partitions() - 1);
  }

  void recreate(int partitions) {
    inTransaction.clear();
    log.deleteTopic(stream.topic());
    life = create(partitions);
  }

  @Override
  public String toString() {
    return stream.name();
  }
}
