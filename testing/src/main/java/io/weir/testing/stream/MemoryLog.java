package io.weir.testing.stream;

import io.weir.engine.stream.Located;
import io.weir.engine.stream.Log;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Reader;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The log in memory: topics with ids and partitions, transactions, holes, and a switch that takes
 * it away. Any thread; its tails move when a test steps them or {@link TailThreads} do.
 */
public final class MemoryLog implements Log {
  private final List<ManualTail> tails;
  private final Map<String, MemoryTopic> topics = new HashMap<>();
  private long topicsEver;
  private boolean away;

  /**
   * @param tails how many there are; a stream is read by the one that its name is hashed to
   */
  public MemoryLog(int tails) {
    this.tails = IntStream.range(0, tails).mapToObj(i -> new ManualTail(this)).toList();
  }

  @Override
  public ManualTail tail(Stream stream) {
    return tails.get(Math.floorMod(stream.name().hashCode(), tails.size()));
  }

  @Override
  public Reader reader(Stream stream) {
    return new ManualTail(this);
  }

  @Override
  public CompletionStage<Located> locate(Stream stream, Start start) {
    throw new UnsupportedOperationException();
  }

  public List<ManualTail> tails() {
    return tails;
  }

  /** Creates a topic; one of that name must not be there. */
  public synchronized void createTopic(String topic, int partitions) {
    if (topics.putIfAbsent(topic, new MemoryTopic(++topicsEver, partitions)) != null) {
      throw new IllegalArgumentException("there already: " + topic);
    }
  }

  public synchronized void deleteTopic(String topic) {
    topics.remove(topic);
  }

  /** Adds partitions, until there are this many. */
  public synchronized void growTopic(String topic, int partitions) {
    topic(topic).grow(partitions);
  }

  public synchronized boolean hasTopic(String topic) {
    return topics.containsKey(topic);
  }

  /** Appends a committed record. */
  public synchronized LogRecord append(String topic, int partition, MemoryRecord record) {
    return topic(topic).partition(partition).append(record);
  }

  /** Appends a record of a partition's open transaction, which this begins where there is none. */
  public synchronized LogRecord appendUncommitted(
      String topic, int partition, MemoryRecord record) {
    return topic(topic).partition(partition).appendUncommitted(record);
  }

  /** Ends a partition's transaction. */
  public synchronized void endTransaction(String topic, int partition, boolean commit) {
    topic(topic).partition(partition).endTransaction(commit);
  }

  /** Takes a record away, as compaction does. */
  public synchronized void compact(String topic, int partition, long offset) {
    topic(topic).partition(partition).compact(offset);
  }

  /** While it is away, opening is refused and nothing is read. */
  public synchronized void setAway(boolean isAway) {
    away = isAway;
  }

  synchronized boolean isAway() {
    return away;
  }

  /** Looks at a topic while nobody changes it. */
  synchronized <T> T look(String topic, Function<Optional<MemoryTopic>, T> look) {
    return look.apply(Optional.ofNullable(topics.get(topic)));
  }

  /** How many partitions a topic has. */
  public synchronized int partitions(String topic) {
    return topic(topic).size();
  }

  /** The offset behind the last one that may be read. */
  public synchronized long end(String topic, int partition) {
    return topic(topic).partition(partition).visibleEnd();
  }

  /** The records of a partition that may be read, in order. */
  public synchronized List<LogRecord> visible(String topic, int partition) {
    MemoryPartition of = topic(topic).partition(partition);
    List<LogRecord> records = new ArrayList<>();
    for (long offset = 0; offset < of.visibleEnd(); offset++) {
      of.at(offset).ifPresent(records::add);
    }
    return records;
  }

  private MemoryTopic topic(String topic) {
    return Optional.ofNullable(topics.get(topic))
        .orElseThrow(() -> new IllegalArgumentException("no topic " + topic));
  }
}
