package io.weir.kafka;

import io.weir.engine.config.ByteSize;
import io.weir.engine.stream.LogRecord;
import io.weir.kafka.embedded.EmbeddedKafka;
import io.weir.kafka.embedded.EmbeddedKafkaSettings;
import io.weir.testing.stream.WriterHarness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A broker of its own that can be taken away, and a writer to it. */
final class KafkaWriterHarness implements WriterHarness {
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Path folder;
  private EmbeddedKafka kafka;
  private final int port;
  final Kit kit;
  final KafkaWriter writer;

  KafkaWriterHarness(Path folder) {
    this.folder = folder;
    this.kafka = kafka(0);
    kafka.start();
    String address = kafka.bootstrapServers();
    this.port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    this.kit = new Kit(address, 1);
    this.writer = kit.log.writer(ByteSize.mebibytes(1));
    writer.start();
  }

  private EmbeddedKafka kafka(int atPort) {
    return new EmbeddedKafka(new EmbeddedKafkaSettings("127.0.0.1", atPort, folder));
  }

  @Override
  public KafkaWriter writer() {
    return writer;
  }

  @Override
  public void createTopic(String topic, int partitions) {
    kit.create(topic, partitions);
  }

  void createTopic(String topic, Map<String, String> configs) {
    kit.create(new NewTopic(topic, 1, (short) 1).configs(configs));
  }

  @Override
  public void deleteTopic(String topic) {
    kit.delete(topic);
  }

  @Override
  public List<LogRecord> records(String topic) {
    Map<String, Object> properties =
        Map.of("bootstrap.servers", kit.bootstrapServers, "allow.auto.create.topics", "false");
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, partitions(topic))
              .mapToObj(partition -> new TopicPartition(topic, partition))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      List<LogRecord> records = new ArrayList<>();
      while (!partitions.stream()
          .allMatch(each -> consumer.position(each) >= ends.getOrDefault(each, 0L))) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(each -> records.add(RecordConversion.toLogRecord(each)));
      }
      records.sort(
          Comparator.comparingInt(LogRecord::partition).thenComparingLong(LogRecord::offset));
      return records;
    }
  }

  private int partitions(String topic) {
    return Kit.done(
            kit.admin.describeTopics(List.of(topic)).topicNameValues().values().iterator().next())
        .partitions()
        .size();
  }

  @Override
  public void setAway(boolean away) {
    if (away) {
      kafka.stop(STOP);
    } else {
      kafka = kafka(port);
      kafka.start();
    }
  }

  Admin admin() {
    return kit.admin;
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void close() {
    writer.stop(STOP);
    kit.close();
    kafka.stop(STOP);
  }
}
