package io.weir.kafka;

import static io.weir.kafka.Kit.done;
import static io.weir.kafka.Kit.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Header;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Stream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaLogIT {
  private static Kit kit;

  private final String topic = "t-" + UUID.randomUUID();

  @BeforeAll
  static void start(@TempDir Path folder) {
    kit = Kit.embedded(folder, 2);
  }

  @AfterAll
  static void stop() {
    kit.close();
  }

  @Test
  void deliversInOrderWithinEachPartition() {
    kit.create(topic, 3);
    Witness witness = kit.open(topic);
    List<Future<?>> sent = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      sent.add(kit.producer.send(new ProducerRecord<>(topic, i % 3, "k", Integer.toString(i))));
    }
    sent.forEach(Kit::done);
    long[] next = new long[3];
    for (int i = 0; i < 3_000; i++) {
      LogRecord each = witness.awaitRecord();
      assertThat(each.offset()).isEqualTo(next[each.partition()]++);
      assertThat(Witness.text(each.value()))
          .isEqualTo(Long.toString(each.offset() * 3 + each.partition()));
    }
    assertThat(witness.hasRecords()).isFalse();
  }

  @Test
  void deliversWhatIsProducedAfterOpenAndNothingBefore() {
    kit.create(topic, 1);
    for (int round = 0; round < 20; round++) {
      kit.produce(topic, "before");
      Witness witness = kit.open(topic);
      kit.produce(topic, "after " + round);
      assertThat(witness.await(1)).containsExactly("after " + round);
      close(stream(topic));
    }
  }

  private void close(Stream stream) {
    kit.log.tail(stream).execute(() -> kit.log.tail(stream).close(stream));
  }

  @Test
  void handsOverKeysHeadersTimestampsAndTombstones() {
    kit.create(topic, 1);
    Witness witness = kit.open(topic);
    ProducerRecord<String, String> sent =
        new ProducerRecord<String, String>(topic, 0, 17L, "key", null);
    sent.headers().add("a", new byte[] {1}).add("a", null);
    done(kit.producer.send(sent));
    LogRecord read = witness.awaitRecord();
    assertThat(read.timestampMillis()).isEqualTo(17);
    assertThat(Witness.text(read.key())).isEqualTo("key");
    assertThat(read.value()).isNull();
    assertThat(read.headers()).extracting(Header::name).containsExactly("a", "a");
    assertThat(read.headers().getFirst().value()).containsExactly(1);
    assertThat(read.headers().getLast().value()).isNull();
  }

  @Test
  void readsATopicOnceForSeveralStreams() {
    kit.create(topic, 1);
    Stream other = new Stream("other-" + topic, topic, Format.TEXT, false, true);
    Witness first = kit.open(topic);
    kit.produce(topic, "1");
    Witness second = kit.open(other).awaitOpen();
    kit.produce(topic, "2");
    assertThat(first.await(2)).containsExactly("1", "2");
    assertThat(second.await(1)).containsExactly("2");
    assertThat(kit.log.tail(other)).isSameAs(kit.log.tail(stream(topic)));
    close(stream(topic));
    kit.produce(topic, "3");
    assertThat(second.await(1)).containsExactly("3");
    assertThat(first.hasRecords()).isFalse();
  }

  @Test
  void refusesAMissingTopicAndOpensItOnceItExists() {
    Refusal refusal = kit.open(stream(topic)).awaitRefused();
    assertThat(refusal.code()).isEqualTo(ErrorCode.TOPIC_NOT_FOUND);
    assertThat(refusal.message())
        .isEqualTo(
            "topic '%s' of stream '%s' does not exist in Kafka; create it or set create: true",
            topic, topic);
    kit.create(topic, 1);
    Witness witness = kit.open(topic);
    kit.produce(topic, "x");
    assertThat(witness.await(1)).containsExactly("x");
  }

  @Test
  void refusesATopicThatCannotExist() {
    Refusal refusal = kit.open(stream("no such name!")).awaitRefused();
    assertThat(refusal.code()).isEqualTo(ErrorCode.TOPIC_NOT_FOUND);
  }

  @Test
  void createsATopicWhereTheStreamSaysSo() {
    Witness witness = kit.open(new Stream(topic, topic, Format.JSON, true, true)).awaitOpen();
    kit.produce(topic, "x");
    assertThat(witness.await(1)).containsExactly("x");
  }

  @Test
  void deliversCommittedRecordsOnly() {
    kit.create(topic, 1);
    Witness witness = kit.open(topic);
    try (var producer = kit.producer(Map.of("transactional.id", topic))) {
      producer.initTransactions();
      producer.beginTransaction();
      done(producer.send(new ProducerRecord<>(topic, "aborted")));
      producer.abortTransaction();
      producer.beginTransaction();
      done(producer.send(new ProducerRecord<>(topic, "committed")));
      Witness late = kit.open(new Stream("late", topic, Format.JSON, false, true)).awaitOpen();
      producer.commitTransaction();
      kit.produce(topic, "plain");
      // The late one opened while the transaction was: its records became visible afterwards.
      assertThat(late.await(2)).containsExactly("committed", "plain");
    }
    assertThat(witness.await(2)).containsExactly("committed", "plain");
  }

  @Test
  void holdsWhileAFollowerIsFullAndAnotherTailGoesOn() {
    String elsewhere = topic + "-other";
    kit.create(topic, 1);
    kit.create(elsewhere, 1);
    Witness full = kit.open(topic);
    Witness free = kit.open(elsewhere);
    assertThat(kit.log.tail(stream(topic))).isNotSameAs(kit.log.tail(stream(elsewhere)));
    full.hold(true);
    List<String> values = IntStream.range(0, 500).mapToObj(Integer::toString).toList();
    kit.produceAll(topic, values);
    kit.produceAll(elsewhere, values);
    assertThat(free.await(500)).isEqualTo(values);
    assertThat(full.hasRecords()).isFalse();
    full.hold(false);
    assertThat(full.await(500)).isEqualTo(values);
  }

  @Test
  void runsTasksWhileHolding() {
    kit.create(topic, 1);
    Witness witness = kit.open(topic);
    witness.hold(true);
    close(stream(topic));
    Witness again = kit.open(topic);
    kit.produce(topic, "x");
    assertThat(again.await(1)).containsExactly("x");
    assertThat(witness.hasRecords()).isFalse();
  }

  @Test
  void tellsTheLag() {
    kit.create(topic, 1);
    Witness witness = kit.open(topic);
    Labels labels = Labels.of("stream", topic);
    kit.produce(topic, "x");
    witness.await(1);
    Kit.await(
        "lag of 0",
        () -> Long.valueOf(0).equals(kit.metrics.read(Metric.CONSUMER_LAG).get(labels)));
  }
}
