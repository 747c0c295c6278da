package io.weir.engine.link;

import io.weir.engine.stream.Format;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Stream;
import io.weir.testing.invariant.LogHistory;
import io.weir.testing.stream.MemoryLog;
import io.weir.testing.stream.MemoryRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A topic of a simulation with its stream; every record has a number that is in its value. Thread:
 * the simulation's.
 */
final class SimulatedTopic {
  private static final String JSON_END = "\"}";

  private final MemoryLog log;
  private final Stream stream;
  private final Map<Long, LogRecord> records = new HashMap<>();
  private final Map<Long, Life> lives = new HashMap<>();
  private final Set<Integer> inTransaction = new HashSet<>();
  private Life life = new Life();
  private long numbers;

  /** From the topic's creation to its deletion. */
  final class Life {
    private @Nullable LogHistory ended;

    LogHistory history() {
      return ended == null ? visible() : ended;
    }
  }

  SimulatedTopic(MemoryLog log, String name, int partitions) {
    this.log = log;
    this.stream = new Stream(name, name, Format.JSON, false, true);
    log.createTopic(name, partitions);
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

  List<Long> ends() {
    return IntStream.range(0, partitions())
        .mapToObj(partition -> log.end(stream.topic(), partition))
        .toList();
  }

  private LogHistory visible() {
    List<List<LogRecord>> all = new ArrayList<>();
    for (int partition = 0; partition < partitions(); partition++) {
      all.add(log.visible(stream.topic(), partition));
    }
    return new LogHistory(all);
  }

  /**
   * Appends a record that fills about this many bytes, as part of a transaction if one is open.
   * Every third one lacks its end, so it is no JSON.
   */
  void append(int partition, @Nullable String key, int bytes) {
    long number = numbers++;
    String value =
        "{\"n\":" + number + ",\"fill\":\"" + "x".repeat(bytes) + (number % 3 == 0 ? "" : JSON_END);
    MemoryRecord record = MemoryRecord.of(key, value);
    records.put(
        number,
        inTransaction.contains(partition)
            ? log.appendUncommitted(stream.topic(), partition, record)
            : log.append(stream.topic(), partition, record));
    lives.put(number, life);
  }

  static boolean isJson(LogRecord record) {
    return record.value() != null
        && new String(record.value(), StandardCharsets.UTF_8).endsWith(JSON_END);
  }

  void beginTransaction(int partition) {
    inTransaction.add(partition);
  }

  void endTransaction(int partition, boolean commit) {
    if (inTransaction.remove(partition)) {
      log.endTransaction(stream.topic(), partition, commit);
    }
  }

  void endTransactions() {
    List.copyOf(inTransaction).forEach(partition -> endTransaction(partition, true));
  }

  void grow() {
    log.growTopic(stream.topic(), partitions() + 1);
  }

  void recreate(int partitions) {
    life.ended = visible();
    life = new Life();
    inTransaction.clear();
    log.deleteTopic(stream.topic());
    log.createTopic(stream.topic(), partitions);
  }

  @Override
  public String toString() {
    return stream.name();
  }
}
