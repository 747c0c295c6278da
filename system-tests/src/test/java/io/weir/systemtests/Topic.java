package io.weir.systemtests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A topic as a third party's Kafka client sees it. */
public final class Topic implements AutoCloseable {
  private final String kafka;
  private final String name;
  private final KafkaProducer<String, String> producer;

  /** Makes a topic. */
  public static void create(String kafka, String name, int partitions) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  /** Deletes a topic. */
  static void delete(String kafka, String name) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      admin.deleteTopics(List.of(name)).all().get();
    }
  }

  /** Deletes the records of partition 0 that are before an offset, as retention does. */
  void deleteBefore(long offset) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      TopicPartition partition = new TopicPartition(name, 0);
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset))).all().get();
    }
  }

  public Topic(String kafka, String name) {
    this.kafka = kafka;
    this.name = name;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka), new StringSerializer(), new StringSerializer());
  }

  /** Returns once Kafka has it. Null: no key, a tombstone. */
  public void put(@Nullable String key, @Nullable String value) throws Exception {
    producer.send(new ProducerRecord<>(name, key, value)).get();
  }

  /** As {@link #put(String, String)}, without a key. */
  public void put(int partition, String value) throws Exception {
    producer.send(new ProducerRecord<>(name, partition, null, value)).get();
  }

  /** Does not wait for Kafka. */
  public void send(String key, String value) {
    var _ = producer.send(new ProducerRecord<>(name, key, value));
  }

  /** The first values of partition 0, from its beginning. */
  public List<String> read(int count) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition(name, 0)));
      while (values.size() < count) {
        for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofSeconds(1))) {
          values.add(each.value());
        }
      }
    }
    return values;
  }

  /** What a consumer group has committed, by partition. */
  public static Map<Integer, Long> committed(String kafka, String group) throws Exception {
    Map<Integer, Long> offsets = new TreeMap<>();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach((partition, at) -> offsets.put(partition.partition(), at.offset()));
    }
    return offsets;
  }

  /** Waits until Kafka has all that was sent. */
  void flush() {
    producer.flush();
  }

  /** Which records are there now. */
  Offsets offsets() {
    return Offsets.of(records());
  }

  /** All records that are there now. */
  List<ConsumerRecord<String, String>> records() {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(name).stream()
              .map(each -> new TopicPartition(name, each.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
  }
}
