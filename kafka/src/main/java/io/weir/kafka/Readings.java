package io.weir.kafka;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Follower;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.TopicId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a tail reads: its streams and the topics behind them. Several streams may share a topic; it
 * is read once, and each stream is handed what lies past its own beginning. Thread: the tail.
 */
final class Readings {
  private static final Logger LOG = LoggerFactory.getLogger(Readings.class);

  private final TailConsumer consumer;
  private final Topics topics;
  private final TailTasks tasks;
  private final TailCounts counts;
  private final Map<Stream, OpenStream> streams = new LinkedHashMap<>();
  private final Map<String, TopicReading> readings = new LinkedHashMap<>();

  Readings(TailConsumer consumer, Topics topics, TailTasks tasks, TailCounts counts) {
    this.consumer = consumer;
    this.topics = topics;
    this.tasks = tasks;
    this.counts = counts;
  }

  void open(Stream stream, Follower follower) {
    OpenStream opening = new OpenStream(stream, follower);
    if (streams.putIfAbsent(stream, opening) != null) {
      throw new IllegalStateException("stream '" + stream.name() + "' is open already");
    }
    topics.locate(stream).thenAccept(at -> tasks.add(() -> onLocated(opening, at)));
  }

  /** An answer for a stream that was closed meanwhile, and perhaps opened again, is dropped. */
  private void onLocated(OpenStream opening, Topics.Located located) {
    if (!opening.equals(streams.get(opening.stream))) {
      return;
    }
    switch (located) {
      case Topics.Located.Refused(Refusal refusal) -> refuse(opening, refusal);
      case Topics.Located.At at -> {
        try {
          begin(opening, at);
        } catch (KafkaException e) {
          String why = "cannot be read with these properties: " + Cluster.innermost(e);
          refuse(opening, new Refusal(ErrorCode.KAFKA_UNAVAILABLE, "Kafka " + why));
          return;
        }
        opening.onOpen(cursor(opening.stream.topic(), at));
      }
    }
  }

  private static Cursor cursor(String topic, Topics.Located.At at) {
    Progress begin = new Progress(Positions.NONE);
    at.ends().forEach((p, end) -> begin.set(p, end.offset(), end.leaderEpoch().orElse(-1)));
    var id = at.id();
    return new Cursor(
        TopicId.of(topic, id.getMostSignificantBits(), id.getLeastSignificantBits()),
        begin.positions());
  }

  private void refuse(OpenStream opening, Refusal refusal) {
    streams.remove(opening.stream);
    opening.onRefused(refusal);
  }

  private void begin(OpenStream opening, Topics.Located.At at) {
    String topic = opening.stream.topic();
    TopicReading reading = readings.get(topic);
    if (reading != null && !reading.id.equals(at.id())) {
      lose(reading, "was deleted and created again");
      reading = null;
    }
    if (reading == null) {
      reading = new TopicReading(topic, at.id(), at.ends().size());
      consumer.add(positions(topic, at));
      readings.put(topic, reading);
    } else {
      grow(reading, at.ends().size());
      at.ends().forEach((partition, end) -> opening.beginAt(partition, end.offset()));
    }
    reading.streams().add(opening);
  }

  private static Map<TopicPartition, OffsetAndMetadata> positions(
      String topic, Topics.Located.At at) {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    at.ends()
        .forEach(
            (partition, end) ->
                positions.put(
                    new TopicPartition(topic, partition),
                    new OffsetAndMetadata(end.offset(), end.leaderEpoch(), "")));
    return positions;
  }

  void close(Stream stream) {
    OpenStream closed = streams.remove(stream);
    TopicReading reading = readings.get(stream.topic());
    if (closed == null) {
      return;
    }
    closed.close();
    if (reading != null && reading.streams().remove(closed)) {
      counts.lag(stream).set(0);
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
      counts.lag(stream.stream).set(0);
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

  void deliver(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      TopicReading reading = readings.get(partition.topic());
      if (reading != null) {
        for (ConsumerRecord<byte[], byte[]> each : records.records(partition)) {
          reading.add(RecordConversion.toLogRecord(each));
        }
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
        counts.lag(stream.stream).set(lag);
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
      consumer.addFromBegin(reading.partitions(known));
      LOG.info("event=partitions_added topic={} from={} to={}", reading.topic, known, partitions);
    }
  }

  /** The log has nothing at these positions any more. */
  void onPositionsLost(Map<TopicPartition, TopicReading.LostPosition> lost) {
    lost.forEach(
        (partition, position) -> {
          TopicReading reading = readings.get(partition.topic());
          if (reading != null) {
            reading.lostPositions().put(partition, position);
            consumer.pause(List.of(partition));
          }
        });
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
    TopicReading.@Nullable LostPosition lost =
        reading == null ? null : reading.lostPositions().remove(partition);
    if (reading == null || lost == null) {
      return;
    }
    Gap gap = Gap.of(lost, bounds);
    for (OpenStream stream : reading.streams()) {
      counts.gap(stream.stream, gap.reason()).add(1);
    }
    LOG.warn(
        "event=gap topic={} partition={} from={} to={} reason={}",
        partition.topic(),
        partition.partition(),
        lost.offset(),
        gap.next(),
        gap.reason());
    consumer.seek(partition, gap.next());
    if (!reading.isDoubted()) {
      consumer.resume(List.of(partition));
    }
  }
}
