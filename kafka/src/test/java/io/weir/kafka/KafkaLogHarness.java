package io.weir.kafka;

import static io.weir.kafka.Kit.done;

import io.weir.engine.stream.Header;
import io.weir.engine.stream.Log;
import io.weir.testing.stream.LogHarness;
import io.weir.testing.stream.MemoryRecord;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka under the contract. The kit outlives it. */
final class KafkaLogHarness implements LogHarness {
  private final Kit kit;
  private final KafkaProducer<byte[], byte[]> producer;

  KafkaLogHarness(Kit kit) {
    this.kit = kit;
    this.producer = producer(Map.of("linger.ms", "0", "bootstrap.servers", kit.bootstrapServers));
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> properties) {
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Log log() {
    return kit.log;
  }

  @Override
  public void createTopic(String topic, int partitions) {
    kit.create(topic, partitions);
  }

  @Override
  public void deleteTopic(String topic) {
    kit.delete(topic);
  }

  @Override
  public void growTopic(String topic, int partitions) {
    done(kit.admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all());
  }

  @Override
  public long produce(String topic, int partition, MemoryRecord record) {
    return done(producer.send(record(topic, partition, record))).offset();
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, int partition, MemoryRecord record) {
    var sent =
        new ProducerRecord<byte[], byte[]>(
            topic, partition, record.timestampMillis(), record.key(), record.value());
    for (Header header : record.headers()) {
      sent.headers().add(header.name(), header.value());
    }
    return sent;
  }

  @Override
  public void produceTransaction(
      String topic, int partition, boolean commit, MemoryRecord... records) {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            kit.bootstrapServers,
            "transactional.id",
            UUID.randomUUID().toString());
    try (var transactional = producer(properties)) {
      transactional.initTransactions();
      transactional.beginTransaction();
      for (MemoryRecord record : records) {
        done(transactional.send(record(topic, partition, record)));
      }
      if (commit) {
        transactional.commitTransaction();
      } else {
        transactional.abortTransaction();
      }
    }
  }

  @Override
  public void deleteRecords(String topic, int partition, long firstOffset) {
    var below = RecordsToDelete.beforeOffset(firstOffset);
    done(kit.admin.deleteRecords(Map.of(new TopicPartition(topic, partition), below)).all());
  }

  @Override
  public Duration patience() {
    return Witness.DEADLINE;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
  }
}
