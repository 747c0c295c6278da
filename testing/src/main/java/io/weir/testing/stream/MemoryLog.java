package io.weir.testing.stream;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Located;
import io.weir.engine.stream.Log;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.TopicId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The log in memory: topics with ids and partitions, leader epochs, transactions, holes, retention,
 * truncation, and a switch that takes it away. Any thread; its tails and readers move when a test
 * steps them or {@link TailThreads} do.
 */
public final class MemoryLog implements Log {
  private final List<ManualTail> tails;
  private final List<ManualTail> readers = new CopyOnWriteArrayList<>();
  private final Map<String, MemoryTopic> topics = new HashMap<>();
  private volatile Consumer<ManualTail> onReader = reader -> {};
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
  public ManualTail reader(Stream stream) {
    ManualTail reader = new ManualTail(this);
    readers.add(reader);
    onReader.accept(reader);
    return reader;
  }

  @Override
  public CompletionStage<Located> locate(Stream stream, Start start) {
    return CompletableFuture.completedFuture(where(stream, start));
  }

  /** Where a start is now. Makes the topic if it is missing and the stream says so. */
  synchronized Located where(Stream stream, Start start) {
    if (away) {
      return new Located.Refused(new Refusal(ErrorCode.KAFKA_UNAVAILABLE, "the log is away"));
    }
    String name = stream.topic();
    if (stream.create() && !hasTopic(name)) {
      createTopic(name, 1);
    }
    MemoryTopic topic = topics.get(name);
    if (topic == null) {
      String message = "there is no topic " + name + ": create it, or set create: true";
      return new Located.Refused(new Refusal(ErrorCode.TOPIC_NOT_FOUND, message));
    }
    if (start instanceof Start.At(Positions at) && at.count() > topic.size()) {
      String message = "topic " + name + " has " + topic.size() + " partitions as yet: try again";
      return new Located.Refused(new Refusal(ErrorCode.KAFKA_UNAVAILABLE, message));
    }
    return new Located.Found(new Cursor(topic.id(), topic.locate(start)));
  }

  public List<ManualTail> tails() {
    return tails;
  }

  /** Those that were made and not stopped yet. A copy. */
  public List<ManualTail> readers() {
    return List.copyOf(readers);
  }

  /** Calls this for every reader that is made, on the thread that makes it, before it is used. */
  void onReader(Consumer<ManualTail> action) {
    onReader = action;
  }

  void onStopped(ManualTail stopped) {
    readers.remove(stopped);
  }

  /** Creates a topic; one of that name must not be there. */
  public synchronized void createTopic(String topic, int partitions) {
    TopicId id = TopicId.of(topic, 0, ++topicsEver);
    if (topics.putIfAbsent(topic, new MemoryTopic(id, partitions)) != null) {
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

  /** Takes all records below an offset away, as retention does; at most up to the end. */
  public synchronized void retain(String topic, int partition, long firstOffset) {
    topic(topic).partition(partition).retain(firstOffset);
  }

  /**
   * Loses what lies at an offset and above, as after an unclean election: what is appended from now
   * on has the next leader epoch.
   */
  public synchronized void truncate(String topic, int partition, long offset) {
    topic(topic).partition(partition).truncate(offset);
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

  /** By what cursors know a topic. */
  public synchronized TopicId id(String topic) {
    return topic(topic).id();
  }

  /** How many partitions a topic has. */
  public synchronized int partitions(String topic) {
    return topic(topic).size();
  }

  /** The first offset that is kept. */
  public synchronized long begin(String topic, int partition) {
    return topic(topic).partition(partition).begin();
  }

  /** The offset behind the last one that may be read. */
  public synchronized long end(String topic, int partition) {
    return topic(topic).partition(partition).visibleEnd();
  }

  /** The records of a partition that may be read, in order. */
  public synchronized List<LogRecord> visible(String topic, int partition) {
    MemoryPartition of = topic(topic).partition(partition);
    List<LogRecord> records = new ArrayList<>();
    for (long offset = of.begin(); offset < of.visibleEnd(); offset++) {
      of.at(offset).ifPresent(records::add);
    }
    return records;
  }

  private MemoryTopic topic(String topic) {
    return Optional.ofNullable(topics.get(topic))
        .orElseThrow(() -> new IllegalArgumentException("no topic " + topic));
  }
}
