package io.weir.kafka.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.RefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void keepsItsDataWhenStartedAgain() throws Exception {
    EmbeddedKafka kafka = at(folder, 0);
    run(kafka, address -> produce(address, "trucks", "one"));
    long offset = run(kafka, address -> produce(address, "trucks", "two"));
    assertThat(offset).isEqualTo(1);
    assertThat(run(at(folder, 0), EmbeddedKafkaIT::topics)).contains("trucks");
  }

  @Test
  void runsTwiceInOneProcess() {
    EmbeddedKafka left = at(folder.resolve("left"), 0);
    EmbeddedKafka right = at(folder.resolve("right"), 0);
    run(
        left,
        leftAddress ->
            run(
                right,
                rightAddress -> {
                  produce(leftAddress, "left", "x");
                  produce(rightAddress, "right", "x");
                  assertThat(topics(leftAddress)).containsExactly("left");
                  assertThat(topics(rightAddress)).containsExactly("right");
                  return true;
                }));
  }

  @Test
  void servesShareGroups() {
    run(
        at(folder, 0),
        address -> {
          create(address, "shared");
          Map<String, Object> properties = Map.of("bootstrap.servers", address, "group.id", "g");
          try (var consumer =
              new KafkaShareConsumer<>(
                  properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("shared"));
            long deadline = System.nanoTime() + DEADLINE.toNanos();
            // A new share group begins at the end: what is produced before it has joined is not
            // its.
            while (consumer.poll(Duration.ofMillis(200)).isEmpty()) {
              assertThat(System.nanoTime()).isLessThan(deadline);
              produce(address, "shared", "x");
            }
          }
          return true;
        });
  }

  @Test
  void refusesAnAddressThatIsTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      refused(
          at(folder, other.getLocalPort()), "the Kafka address 127.0.0.1:" + other.getLocalPort());
    }
    run(at(folder, 0), EmbeddedKafkaIT::topics); // and gave the folder back
  }

  @Test
  void refusesAnAddressThatIsNobodys() {
    refused(
        new EmbeddedKafka(new EmbeddedKafkaSettings("no.such.host.invalid", 9092, folder)),
        "does not resolve");
  }

  @Test
  void refusesAFolderThatIsInUse() {
    run(
        at(folder, 0),
        address -> {
          refused(at(folder, 0), "is in use by another process");
          return produce(address, "trucks", "undamaged");
        });
  }

  @Test
  void refusesAFolderThatIsNotOurs() throws IOException {
    Files.writeString(folder.resolve("thesis.txt"), "precious");
    refused(at(folder, 0), "is not empty and holds no data of Weir (it has 'thesis.txt')");
    assertThat(names()).containsExactly("thesis.txt");
  }

  @Test
  void refusesAFolderOfAnotherKafka() throws IOException {
    Files.writeString(
        folder.resolve("meta.properties"),
        "version=1\ncluster.id=MkU3OEVBNTcwNTJENDM2Qk\nnode.id=1\n");
    refused(at(folder, 0), "belongs to another Kafka (cluster MkU3OEVBNTcwNTJENDM2Qk, node 1)");
    assertThat(names()).containsExactly("meta.properties");
  }

  @Test
  void refusesAFileAndAFolderThatCannotBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    refused(at(file, 0), "is a file: choose another folder");
    refused(at(file.resolve("below"), 0), "cannot be made");
  }

  private static void refused(EmbeddedKafka kafka, String sentence) {
    assertThatThrownBy(kafka::start)
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().code()).isEqualTo(ErrorCode.UNUSABLE_ENVIRONMENT))
        .hasMessageContaining(sentence);
  }

  private static EmbeddedKafka at(Path folder, int port) {
    return new EmbeddedKafka(new EmbeddedKafkaSettings("127.0.0.1", port, folder));
  }

  private static <T> T run(EmbeddedKafka kafka, Function<String, T> work) {
    kafka.start();
    try {
      return work.apply(kafka.bootstrapServers());
    } finally {
      kafka.stop(DEADLINE);
    }
  }

  private static long produce(String address, String topic, String value) {
    Map<String, Object> properties = Map.of("bootstrap.servers", address);
    try (var producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      return producer.send(new ProducerRecord<>(topic, value)).get().offset();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Set<String> topics(String address) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      return admin.listTopics().names().get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void create(String address, String topic) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private List<String> names() throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }
}
