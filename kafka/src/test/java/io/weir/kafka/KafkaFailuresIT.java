package io.weir.kafka;

import static io.weir.kafka.Kit.done;
import static io.weir.kafka.Kit.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.metric.Metrics;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Start;
import io.weir.kafka.embedded.EmbeddedCluster;
import io.weir.kafka.embedded.EmbeddedKafka;
import io.weir.kafka.embedded.EmbeddedKafkaSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that come and go. */
class KafkaFailuresIT {
  private static final Duration STOP = Duration.ofSeconds(5);

  @TempDir Path folder;

  @Test
  void refusesWhileKafkaIsAwayAndRecoversByItself() throws IOException {
    int port = freePort();
    try (Kit kit = new Kit("127.0.0.1:" + port, 1)) {
      long begin = System.nanoTime();
      Refusal refusal = kit.open(stream("t")).awaitRefused();
      assertThat(refusal.code()).isEqualTo(ErrorCode.KAFKA_UNAVAILABLE);
      assertThat(refusal.message()).startsWith("Kafka at 127.0.0.1:" + port);
      assertThat(since(begin)).isLessThan(Duration.ofSeconds(3));
      Kit.await(
          "verdict",
          () -> kit.log.unavailability().orElseThrow().message().contains("does not answer"));
      long again = System.nanoTime();
      kit.open(stream("t")).awaitRefused();
      assertThat(since(again)).isLessThan(Duration.ofMillis(500));

      EmbeddedKafka kafka = kafka(port);
      kafka.start();
      Kit.await("Kafka", kit.log::isAvailable);
      assertThat(kit.log.unavailability()).isEmpty();
      kit.create("t", 1);
      Witness witness = kit.open("t");
      kit.produce("t", "x");
      assertThat(witness.await(1)).containsExactly("x");
      kafka.stop(STOP);
      Kit.await("absence", () -> !kit.log.isAvailable());
    }
  }

  @Test
  void refusesWhileNoAddressResolves() {
    var settings = new KafkaSettings("no.such.host.invalid:9092", Map.of(), 1, false);
    KafkaLog log = new KafkaLog(settings, new Metrics());
    log.start();
    Witness witness = new Witness();
    log.tail(stream("t"))
        .execute(() -> log.tail(stream("t")).open(stream("t"), new Start.Latest(), witness));
    assertThat(witness.awaitRefused().code()).isEqualTo(ErrorCode.KAFKA_UNAVAILABLE);
    log.stop(STOP);
  }

  @Test
  void readsOnAfterABrokerRestart() {
    EmbeddedKafka kafka = kafka(0);
    kafka.start();
    int port = port(kafka);
    try (Kit kit = new Kit(kafka.bootstrapServers(), 1)) {
      kit.create("t", 2);
      Witness witness = kit.open("t");
      int sent = produce(kit.producer, 0, 200);
      kafka.stop(STOP);
      kafka = kafka(port);
      kafka.start();
      sent = produce(kit.producer, sent, 200);
      assertOnceInOrder(witness, sent, 2);
    } finally {
      kafka.stop(STOP);
    }
  }

  @Test
  void readsOnWhenTheLeaderChanges() {
    try (EmbeddedCluster cluster = new EmbeddedCluster(folder, 2)) {
      try (Kit kit = new Kit(cluster.bootstrapServers(), 1)) {
        kit.create(new NewTopic("t", Map.of(0, List.of(2, 1), 1, List.of(1, 2))));
        Witness witness = kit.open("t");
        int sent = produce(kit.producer, 0, 200);
        cluster.stop(2);
        awaitLeader(kit, 1);
        sent = produce(kit.producer, sent, 200);
        cluster.start(2);
        Kit.await("both in sync", () -> isr(kit) == 2);
        done(
            kit.admin
                .electLeaders(ElectionType.PREFERRED, Set.of(new TopicPartition("t", 0)))
                .all());
        awaitLeader(kit, 2);
        sent = produce(kit.producer, sent, 200);
        assertOnceInOrder(witness, sent, 2);
      }
    }
  }

  private static void awaitLeader(Kit kit, int broker) {
    Kit.await(
        "leader " + broker,
        () -> {
          var leader = partition(kit).leader();
          return leader != null && leader.id() == broker;
        });
  }

  private static int isr(Kit kit) {
    return partition(kit).isr().size();
  }

  private static TopicPartitionInfo partition(Kit kit) {
    return done(kit.admin.describeTopics(List.of("t")).topicNameValues().values().iterator().next())
        .partitions()
        .getFirst();
  }

  /** Numbered values, over both partitions; returns the next number. */
  private static int produce(KafkaProducer<String, String> producer, int from, int count) {
    List<Future<?>> sent = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      sent.add(producer.send(new ProducerRecord<>("t", i % 2, "k", Integer.toString(i))));
    }
    sent.forEach(Kit::done);
    return from + count;
  }

  private static void assertOnceInOrder(Witness witness, int count, int partitions) {
    long[] next = new long[partitions];
    for (int i = 0; i < count; i++) {
      LogRecord each = witness.awaitRecord();
      long expected = next[each.partition()]++;
      assertThat(each.offset()).isEqualTo(expected);
      assertThat(Witness.text(each.value()))
          .isEqualTo(Long.toString(expected * partitions + each.partition()));
    }
    assertThat(witness.hasRecords()).isFalse();
  }

  private EmbeddedKafka kafka(int port) {
    return new EmbeddedKafka(new EmbeddedKafkaSettings("127.0.0.1", port, folder));
  }

  private static int port(EmbeddedKafka kafka) {
    String address = kafka.bootstrapServers();
    return Integer.parseInt(address.substring(address.indexOf(':') + 1));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
