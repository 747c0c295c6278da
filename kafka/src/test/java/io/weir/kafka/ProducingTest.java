package io.weir.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.metric.Count;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import io.weir.testing.stream.MemoryRecord;
import io.weir.testing.stream.RecordingEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Producers that fail, without Kafka. The test's thread is the producer's. */
class ProducingTest {
  private final List<MockProducer<byte[], byte[]>> made = new ArrayList<>();
  private final Count restarts = new Count();
  private final TailTasks tasks = new TailTasks(() -> {});
  private final Producing producing = new Producing(this::make, restarts, tasks);
  private final TopicQueue queue =
      new TopicQueue(
          new Destinations(
              new Cluster(new KafkaSettings("a:1", Map.of(), 1, false)), new TopicPresence(false)),
          producing,
          tasks);
  private final List<RecordingEntry> entries = new ArrayList<>();

  private MockProducer<byte[], byte[]> make() {
    made.add(new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()));
    return made.getLast();
  }

  private Delivery send(String value) {
    RecordingEntry entry =
        new RecordingEntry(
            new Stream("s", "t", Format.JSON, false, true), MemoryRecord.of("k", value));
    entries.add(entry);
    Delivery delivery = new Delivery(entry, queue, producing);
    assertThat(producing.isReady()).isTrue();
    assertThat(producing.send(delivery)).isTrue();
    return delivery;
  }

  private List<String> values(MockProducer<byte[], byte[]> producer) {
    return producer.history().stream().map(record -> new String(record.value(), UTF_8)).toList();
  }

  private void restart() {
    assertThat(producing.isReady()).isFalse();
    long later = System.nanoTime() + 20_000_000_000L;
    assertThat(producing.isRestartDue(later)).isTrue();
    List<Delivery> left = producing.restart(later);
    assertThat(producing.isReady()).isTrue();
    left.forEach(producing::send);
  }

  @Test
  void givesAnotherProducerWhatTheFirstHasNotToldOfInOrder() {
    for (int i = 0; i < 5; i++) {
      send(Integer.toString(i));
    }
    made.getFirst().completeNext();
    made.getFirst().errorNext(new OutOfOrderSequenceException("gap"));
    restart();
    assertThat(made.getFirst().closed()).isTrue();
    assertThat(values(made.getLast())).containsExactly("1", "2", "3", "4");
    while (made.getLast().completeNext()) {}
    assertThat(entries).allMatch(entry -> entry.told() == 1 && entry.refused() == null);
    assertThat(restarts.value()).isEqualTo(1);
    assertThat(producing.isIdle()).isTrue();
  }

  @Test
  void takesAFencedProducerForOneThatFailed() {
    send("before");
    made.getFirst().sendException = new KafkaException("fenced");
    Delivery after = new Delivery(entries.getFirst(), queue, producing);
    tasks.bind();
    assertThat(producing.send(after)).isFalse();
    restart();
    assertThat(values(made.getLast())).containsExactly("before");
  }

  @Test
  void keepsARecordThatTheProducerHasNoRoomForAndGoesOnWithTheSame() {
    tasks.bind();
    send("before");
    made.getFirst().sendException = new TimeoutException("no memory");
    Delivery waits = new Delivery(entries.getFirst(), queue, producing);
    assertThat(producing.send(waits)).isFalse();
    made.getFirst().sendException = null;
    assertThat(producing.send(waits)).isTrue();
    assertThat(restarts.value()).isZero();
    assertThat(producing.isReady()).isTrue();
  }

  @Test
  void refusesARecordAloneWhereOnlyItIsAtFault() {
    send("large");
    send("small");
    made.getFirst().errorNext(new RecordTooLargeException("too large"));
    made.getFirst().completeNext();
    assertThat(entries.getFirst().refusal().code()).isEqualTo(ErrorCode.RECORD_TOO_LARGE);
    assertThat(entries.getLast().offset()).isNotNegative();
    assertThat(producing.isReady()).isTrue();
  }

  @Test
  void stopsTheProducerBeforeItSendsWhatFollowsAnInnocentRecord() {
    send("innocent");
    send("later");
    made.getFirst()
        .errorNext(new KafkaException("it was part of a batch which had one more more invalid"));
    assertThat(made.getFirst().closed()).isTrue();
    assertThat(queue.isInRounds()).isTrue();
    restart();
    assertThat(values(made.getLast())).containsExactly("innocent", "later");
  }
}
