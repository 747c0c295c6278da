package io.weir.kafka;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Follower;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a tail reads: its streams and the topics behind them. Several streams may share a topic; it
 * is read once, and each stream is handed what lies past its own beginning. Thread: the tail.
 */
final class Readings {
  private static final Logger LOG = LoggerFactory.getLogger(Readings.class);

  private final TailConsumer consumer;
  private final Starts starts;
  private final Topics topics;
  private final TailTasks tasks;
  private final TailCounts counts;
  private final Losses losses;
  private final Map<Stream, OpenStream> streams = new LinkedHashMap<>();
  private final Map<String, TopicReading> readings = new LinkedHashMap<>();

  /** Topics begun since the last poll, which may have brought others' records of them. */
  private final Set<String> begun = new HashSet<>();

  Readings(TailConsumer consumer, Questions questions, TailTasks tasks, TailCounts counts) {
    this.consumer = consumer;
    this.starts = questions.starts();
    this.topics = questions.topics();
    this.tasks = tasks;
    this.counts = counts;
    this.losses = new Losses(consumer, counts);
  }

  void open(Stream stream, Start start, Follower follower) {
    OpenStream opening = new OpenStream(stream, follower);
    if (!(start instanceof Start.Latest)) {
      assertAlone(stream);
    }
    if (streams.putIfAbsent(stream, opening) != null) {
      throw new IllegalStateException("stream '" + stream.name() + "' is open already");
    }
    starts.locate(stream, start).thenAccept(at -> tasks.add(() -> onLocated(opening, at)));
  }

  /** A topic is read once; who joins a reading can begin at its end, but not before it. */
  private void assertAlone(Stream stream) {
    for (Stream other : streams.keySet()) {
      if (other.topic().equals(stream.topic())) {
        throw new IllegalStateException(
            "topic '" + stream.topic() + "' is read here already: take a reader of its own");
      }
    }
  }

  /** An answer for a stream that was closed meanwhile, and perhaps opened again, is dropped. */
  private void onLocated(OpenStream opening, Begin located) {
    if (!opening.equals(streams.get(opening.stream))) {
      return;
    }
    switch (located) {
      case Begin.Refused(Refusal refusal) -> refuse(opening, refusal);
      case Begin.At at -> {
        Positions begin;
        try {
          begin = begin(opening, at);
        } catch (KafkaException e) {
          String why = "cannot be read with these properties: " + Cluster.innermost(e);
          refuse(opening, new Refusal(ErrorCode.KAFKA_UNAVAILABLE, "Kafka " + why));
          return;
        }
        opening.onOpen(at.cursor(begin));
      }
    }
  }

  private void refuse(OpenStream opening, Refusal refusal) {
    streams.remove(opening.stream);
    opening.onRefused(refusal);
  }

  /** Where it begins indeed: one that joins others, not before what they have been handed. */
  private Positions begin(OpenStream opening, Begin.At at) {
    String topic = at.topic();
    TopicReading known = readings.get(topic);
    if (known != null && known.id.equals(at.id())) {
      grow(known, at.positions().count());
      Positions joined = at.positions().later(known.positions());
      opening.beginAt(joined);
      known.streams().add(opening);
      return joined;
    }
    if (known != null) {
      lose(known, "was deleted and created again");
    }
    TopicReading reading = new TopicReading(topic, at.id(), at.positions());
    read(reading, 0);
    readings.put(topic, reading);
    begun.add(topic);
    reading.streams().add(opening);
    return at.positions();
  }

  /** Begins with all partitions, or with those that came since there were {@code from}. */
  private void read(TopicReading reading, int from) {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    reading.partitions(from).forEach(each -> positions.put(each, reading.position(each)));
    consumer.add(positions);
  }

  void close(Stream stream) {
    OpenStream closed = streams.remove(stream);
    TopicReading reading = readings.get(stream.topic());
    if (closed == null) {
      return;
    }
    closed.close();
    if (reading != null && reading.streams().remove(closed)) {
      counts.lag(stream, 0);
      if (reading.streams().isEmpty()) {
        drop(reading);
      }
    }
  }

  private void drop(TopicReading reading) {
    readings.remove(reading.topic);
    consumer.remove(reading.partitions(0));
  }

  private void lose(TopicReading reading, String what) {
    drop(reading);
    for (OpenStream stream : List.copyOf(reading.streams())) {
      streams.remove(stream.stream);
      counts.lag(stream.stream, 0);
      String name = stream.stream.name();
      stream.onLost(
          new Refusal(
              ErrorCode.STREAM_RECREATED,
              "topic '" + reading.topic + "' of stream '" + name + "' " + what));
    }
  }

  /** The topics that are read. */
  Collection<String> topics() {
    return Set.copyOf(readings.keySet());
  }

  boolean isInDoubt() {
    for (TopicReading reading : readings.values()) {
      if (reading.isDoubted() || !reading.lostPositions().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** What is delivered from now on was read for those that are open now. */
  void beforePoll() {
    begun.clear();
  }

  void deliver(ConsumerRecords<byte[], byte[]> records) {
    for (var moved : records.nextOffsets().entrySet()) {
      TopicPartition partition = moved.getKey();
      TopicReading reading = readings.get(partition.topic());
      if (reading != null && !begun.contains(reading.topic)) {
        for (ConsumerRecord<byte[], byte[]> each : records.records(partition)) {
          reading.add(RecordConversion.toLogRecord(each));
        }
        reading.moveTo(partition.partition(), moved.getValue());
      }
    }
    for (TopicReading reading : List.copyOf(readings.values())) {
      reading.deliver();
    }
  }

  /** Whether some follower wants the tail to hold. Every one of them is asked. */
  boolean tick(long nowNanos) {
    boolean hold = false;
    for (OpenStream stream : List.copyOf(streams.values())) {
      hold |= stream.isOpen() && stream.onTick(nowNanos);
    }
    return hold;
  }

  /** Tells the counters how far behind the readings are. */
  void measure() {
    for (TopicReading reading : readings.values()) {
      long lag = 0;
      for (TopicPartition partition : reading.partitions(0)) {
        lag += consumer.lag(partition);
      }
      for (OpenStream stream : reading.streams()) {
        counts.lag(stream.stream, lag);
      }
    }
  }

  /** What the topics are now. One that is not among them was opened after the question. */
  void onAnswers(Map<String, Topics.Answer> answers) {
    for (TopicReading reading : List.copyOf(readings.values())) {
      Topics.Answer answer = answers.get(reading.topic);
      if (answer != null) {
        onAnswer(reading, answer);
      }
    }
    askForBounds();
  }

  private void onAnswer(TopicReading reading, Topics.Answer answer) {
    switch (answer) {
      case Topics.Answer.Present(var id, int partitions) -> {
        if (!id.equals(reading.id)) {
          lose(reading, "was deleted and created again");
          return;
        }
        trust(reading);
        grow(reading, partitions);
      }
      case Topics.Answer.Missing missing -> doubt(reading);
      case Topics.Answer.Unclear unclear -> {}
    }
  }

  private void doubt(TopicReading reading) {
    if (reading.isDoubted()) {
      lose(reading, "was deleted");
      return;
    }
    reading.doubt(true);
    consumer.pause(reading.partitions(0));
  }

  private void trust(TopicReading reading) {
    if (reading.isDoubted()) {
      reading.doubt(false);
      consumer.resume(
          reading.partitions(0).stream()
              .filter(partition -> !reading.lostPositions().containsKey(partition))
              .toList());
      reading.deliver();
    }
  }

  /** New partitions are read from their beginning, so nothing in them is missed. */
  private void grow(TopicReading reading, int partitions) {
    int known = reading.partitionCount();
    if (partitions > known) {
      reading.grow(partitions);
      read(reading, known);
      LOG.info("event=partitions_added topic={} from={} to={}", reading.topic, known, partitions);
    }
  }

  /** The log has nothing at these positions. */
  void onPositionsLost(OffsetOutOfRangeException e, long nowNanos) {
    for (LostPosition lost : LostPosition.of(e, nowNanos)) {
      TopicReading reading = readings.get(lost.partition().topic());
      if (reading != null) {
        losses.onLost(reading, lost);
      }
    }
  }

  /** Only once the topic is known to be the same: another one's bounds say nothing. */
  private void askForBounds() {
    List<TopicPartition> lost =
        readings.values().stream()
            .filter(reading -> !reading.isDoubted())
            .flatMap(reading -> reading.lostPositions().keySet().stream())
            .toList();
    if (!lost.isEmpty()) {
      topics.bounds(lost).thenAccept(bounds -> tasks.add(() -> bounds.forEach(this::onBounds)));
    }
  }

  private void onBounds(TopicPartition partition, Topics.Bounds bounds) {
    TopicReading reading = readings.get(partition.topic());
    if (reading != null && !reading.isDoubted()) {
      losses.onBounds(reading, partition, bounds, System.nanoTime());
    }
  }

  /** From now on followers hear nothing. */
  void end() {
    streams.values().forEach(OpenStream::close);
    streams.clear();
  }
}
