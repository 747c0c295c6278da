package io.weir.kafka;

import static io.weir.kafka.Kit.done;
import static io.weir.kafka.Kit.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.stream.LogRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a topic while it is read. */
class TopicChangesIT {
  private static Kit kit;

  private final String topic = "t-" + UUID.randomUUID();

  @BeforeAll
  static void start(@TempDir Path folder) {
    kit = Kit.embedded(folder, 1);
  }

  @AfterAll
  static void stop() {
    kit.close();
  }

  @Test
  void readsNewPartitionsFromTheirBeginning() {
    kit.create(topic, 1);
    Witness witness = kit.open(topic);
    kit.produce(topic, "old partition");
    assertThat(witness.await(1)).containsExactly("old partition");
    done(kit.admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3))).all());
    kit.produce(topic, 1, "k", "one");
    kit.produce(topic, 2, "k", "two");
    assertThat(witness.await(2)).containsExactlyInAnyOrder("one", "two");
    kit.produce(topic, 0, "k", "zero");
    assertThat(witness.await(1)).containsExactly("zero");
  }

  @Test
  void endsAStreamWhoseTopicIsDeleted() {
    kit.create(topic, 2);
    Witness witness = kit.open(topic);
    kit.delete(topic);
    Refusal refusal = witness.awaitLost();
    assertThat(refusal.code()).isEqualTo(ErrorCode.STREAM_RECREATED);
    assertThat(refusal.message()).isEqualTo("topic '%s' of stream '%s' was deleted", topic, topic);
    assertThat(kit.open(stream(topic)).awaitRefused().code()).isEqualTo(ErrorCode.TOPIC_NOT_FOUND);
  }

  /** The new topic is longer than the old one was: positions alone would show nothing. */
  @Test
  void endsAStreamWhoseTopicIsCreatedAgainBeforeItReadsTheNewOne() {
    for (int round = 0; round < 5; round++) {
      String name = topic + round;
      kit.create(name, 1);
      Witness witness = kit.open(name);
      kit.produce(name, "old");
      assertThat(witness.await(1)).containsExactly("old");
      kit.delete(name);
      kit.create(name, 1);
      kit.produceAll(name, IntStream.range(0, 50).mapToObj(i -> "new " + i).toList());
      assertThat(witness.awaitLost().code()).isEqualTo(ErrorCode.STREAM_RECREATED);
      assertThat(witness.hasRecords()).isFalse();
      Witness again = kit.open(name);
      kit.produce(name, "newer");
      assertThat(again.await(1)).containsExactly("newer");
    }
  }

  @Test
  void otherStreamsOfTheTailGoOnWhenOneIsLost() {
    String other = topic + "-other";
    kit.create(topic, 1);
    kit.create(other, 1);
    Witness lost = kit.open(topic);
    Witness stays = kit.open(other);
    kit.delete(topic);
    for (int i = 0; i < 100; i++) {
      kit.produce(other, Integer.toString(i));
    }
    lost.awaitLost();
    kit.produce(other, "last");
    List<LogRecord> all = stays.awaitUntil("last");
    assertThat(all).hasSize(101);
  }

  @Test
  void goesOnWhereTheLogBeginsOnceRetentionHasOvertakenIt() {
    kit.create(topic, 1);
    Witness witness = kit.open(topic);
    kit.produce(topic, "first");
    assertThat(witness.await(1)).containsExactly("first");
    witness.hold(true);
    for (int i = 0; i < 10; i++) {
      kit.produce(topic, "dropped or not " + i);
    }
    var partition = new TopicPartition(topic, 0);
    done(kit.admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(11))).all());
    witness.hold(false);
    kit.produce(topic, "after");
    List<LogRecord> read = witness.awaitUntil("after");
    assertThat(read.getLast().offset()).isEqualTo(11);
    Labels labels = Labels.of("stream", topic).and("reason", "retention");
    Kit.await("gap", () -> kit.metrics.read(Metric.GAPS).containsKey(labels));
  }

  @Test
  void skipsWhatCompactionRemoved() {
    Map<String, String> compacted =
        Map.of(
            "cleanup.policy", "compact", "segment.ms", "100", "min.cleanable.dirty.ratio", "0.01");
    kit.create(new NewTopic(topic, 1, (short) 1).configs(compacted));
    Witness witness = kit.open(topic);
    kit.produce(topic, 0, "k", "first");
    assertThat(witness.await(1)).containsExactly("first");
    witness.hold(true);
    long[] last = new long[1];
    Kit.await(
        "compaction",
        () -> {
          last[0] = kit.produce(topic, 0, "k", "again");
          return last[0] > 20 && !offsets().contains(10L);
        });
    witness.hold(false);
    kit.produce(topic, 0, "end", "end");
    List<Long> read = witness.awaitUntil("end").stream().map(LogRecord::offset).toList();
    assertThat(read).isSorted().doesNotHaveDuplicates().contains(last[0]).doesNotContain(10L);
    assertThat(kit.metrics.read(Metric.GAPS).keySet())
        .noneMatch(labels -> labels.values().containsValue(topic));
  }

  /** The offsets that are in the log now. */
  private Set<Long> offsets() {
    Map<String, Object> properties = Map.of("bootstrap.servers", kit.bootstrapServers);
    try (var consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      Set<Long> offsets = new HashSet<>();
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(each -> offsets.add(each.offset()));
      }
      return offsets;
    }
  }
}
