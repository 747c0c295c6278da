package io.weir.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.config.ByteSize;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.stream.LogRecord;
import io.weir.testing.stream.RecordingEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong while a real broker is written to. */
class KafkaWriterIT {
  private static KafkaWriterHarness harness;

  private final String topic = "t-" + UUID.randomUUID();

  @BeforeAll
  static void start(@TempDir Path folder) {
    harness = new KafkaWriterHarness(folder);
  }

  @AfterAll
  static void stop() {
    harness.close();
  }

  @Test
  void writesEverythingOnceAndInOrderWhileTheBrokerComesAndGoes() {
    harness.createTopic(topic, 3);
    Sent sent = new Sent(harness.writer, topic);
    for (int round = 0; round < 3; round++) {
      sent.write(2_000, 7);
      harness.setAway(true);
      sent.write(2_000, 7);
      harness.setAway(false);
      sent.write(2_000, 7);
    }
    assertOnceInOrder(sent.awaitTold());
  }

  @Test
  void refusesOnlyTheKeylessRecordsOfACompactedTopic() {
    harness.createTopic(topic, Map.of("cleanup.policy", "compact"));
    assertRefusesKeyless(new Sent(harness.writer, topic));
  }

  /** Kafka refuses the whole batch then; nothing was known when the records were handed over. */
  @Test
  void keepsTheOrderOfThoseWhoseBatchHasARecordThatKafkaRefuses() {
    harness.createTopic(topic, 1);
    Sent sent = new Sent(harness.writer, topic);
    sent.write(1, 1);
    sent.awaitTold();
    compact();
    long before = restarts();
    assertRefusesKeyless(sent);
    assertRefusesKeyless(sent);
    assertThat(restarts()).isBetween(before + 1, before + 2);
  }

  private void compact() {
    var compact = new ConfigEntry("cleanup.policy", "compact");
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var set = List.of(new AlterConfigOp(compact, AlterConfigOp.OpType.SET));
    Kit.done(harness.admin().incrementalAlterConfigs(Map.of(resource, set)).all());
    Kit.await(
        "the broker to refuse",
        () -> {
          try {
            harness.kit.producer.send(new ProducerRecord<>(topic, null, "probe")).get();
            return false;
          } catch (ExecutionException e) {
            return true;
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  private void assertRefusesKeyless(Sent sent) {
    List<RecordingEntry> keyless = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      sent.write(500, 7);
      keyless.add(sent.write(null, "keyless".getBytes(UTF_8)));
    }
    sent.write(500, 7);
    sent.awaitTold();
    assertThat(keyless)
        .allSatisfy(
            entry -> {
              Refusal refusal = entry.refusal();
              assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_RECORD);
              assertThat(refusal.message()).contains(topic).containsIgnoringCase("key");
            });
    sent.entries.removeAll(keyless);
    assertOnceInOrder(sent);
  }

  @Test
  void refusesARecordOfTheFarFutureAndWritesTheOthers() {
    harness.createTopic(topic, 1);
    Sent sent = new Sent(harness.writer, topic);
    sent.write(100, 3);
    long future = System.currentTimeMillis() + TimeUnit.DAYS.toMillis(400);
    RecordingEntry refused = sent.write("key", "x".getBytes(UTF_8), future);
    RecordingEntry negative = sent.write("key", "x".getBytes(UTF_8), -5);
    sent.entries.removeAll(List.of(refused, negative));
    sent.write(100, 3);
    sent.awaitTold();
    Kit.await("a refusal", () -> refused.refused() != null && negative.refused() != null);
    assertThat(refused.refusal().code()).isEqualTo(ErrorCode.INVALID_RECORD);
    assertThat(refused.refusal().message()).contains("message.timestamp.after.max.ms=3600000");
    assertOnceInOrder(sent);
  }

  @Test
  void refusesWhatIsLargerThanTheTopicTakes() {
    harness.createTopic(topic, Map.of("max.message.bytes", "10000"));
    Sent sent = new Sent(harness.writer, topic);
    sent.write(2_000, 3);
    RecordingEntry large = sent.write("key1", new byte[20_000]);
    RecordingEntry huge = sent.write("key1", new byte[8 << 20]);
    sent.entries.removeAll(List.of(large, huge));
    sent.write(2_000, 3);
    sent.awaitTold();
    Kit.await("a refusal", () -> large.refused() != null && huge.refused() != null);
    assertThat(large.refused())
        .isEqualTo(
            new Refusal(
                ErrorCode.RECORD_TOO_LARGE,
                "a record of 20004 bytes for topic '%s' of stream '%s' is larger than the topic takes (max.message.bytes=10000): send less, or raise it"
                    .formatted(topic, topic)));
    assertThat(huge.refusal().code()).isEqualTo(ErrorCode.RECORD_TOO_LARGE);
    assertOnceInOrder(sent);
  }

  /** This broker makes topics of which it is asked, as many do. */
  @Test
  void goesOnWithATopicThatIsDeletedAndThereAgain() {
    harness.createTopic(topic, 1);
    String other = topic + "-other";
    harness.createTopic(other, 1);
    Sent sent = new Sent(harness.writer, topic);
    Sent stays = new Sent(harness.writer, other);
    sent.write(100, 1);
    sent.awaitTold();
    harness.deleteTopic(topic);
    for (int i = 0; i < 10; i++) {
      sent.write(100, 1);
      stays.write(100, 3);
    }
    sent.awaitTold();
    assertOnceInOrder(stays.awaitTold());
    sent.entries.removeIf(entry -> entry.refused() != null);
    assertThat(sent.entries).isNotEmpty();
  }

  @Test
  void acceptsTheNameOfNoTopicThatKafkaForbids() {
    RecordingEntry entry = new Sent(harness.writer, "no/such name").write("k", new byte[1]);
    Kit.await("a refusal", () -> entry.refused() != null);
    assertThat(entry.refusal().code()).isEqualTo(ErrorCode.TOPIC_NOT_FOUND);
  }

  @Test
  void stopsInTimeAndRefusesWhatKafkaHasNotAcknowledged(@TempDir Path folder) {
    var own = new KafkaWriterHarness(folder);
    own.createTopic(topic, 1);
    Sent sent = new Sent(own.writer, topic);
    sent.write(1_000, 3);
    own.writer.stop(Duration.ofSeconds(10));
    assertThat(sent.entries).allMatch(entry -> entry.offset() >= 0);
    RecordingEntry late = sent.write("k", new byte[1]);
    assertThat(late.refusal().code()).isEqualTo(ErrorCode.SHUTTING_DOWN);

    KafkaWriter second = own.kit.log.writer(ByteSize.mebibytes(1));
    second.start();
    Sent lost = new Sent(second, topic);
    lost.write(10, 1);
    lost.awaitTold();
    own.setAway(true);
    lost.write(1_000, 3);
    long begin = System.nanoTime();
    second.stop(Duration.ofMillis(300));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    assertThat(lost.entries.subList(10, 1_010))
        .allSatisfy(
            entry -> {
              assertThat(entry.told()).isEqualTo(1);
              assertThat(entry.refusal().code()).isEqualTo(ErrorCode.SHUTTING_DOWN);
            });
    own.setAway(false);
    own.close();
  }

  private static long restarts() {
    return harness.kit.metrics.read(Metric.WRITER_RESTARTS).getOrDefault(Labels.NONE, 0L);
  }

  private void assertOnceInOrder(Sent sent) {
    assertThat(sent.entries).allMatch(entry -> entry.told() == 1 && entry.refused() == null);
    Map<String, List<Integer>> expected = new HashMap<>();
    for (RecordingEntry entry : sent.entries) {
      expected
          .computeIfAbsent(Witness.text(entry.key()), k -> new ArrayList<>())
          .add(number(entry.value()));
    }
    Map<String, List<Integer>> written = new HashMap<>();
    for (LogRecord record : harness.records(sent.entries.getFirst().stream().topic())) {
      written
          .computeIfAbsent(Witness.text(record.key()), k -> new ArrayList<>())
          .add(number(record.value()));
    }
    assertThat(written).isEqualTo(expected);
  }

  private static int number(byte @Nullable [] value) {
    return Integer.parseInt(Witness.text(value));
  }
}
