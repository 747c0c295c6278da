package io.weir.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes samples to a topic, in order and without a promise: what Kafka does not take in time is
 * lost, and a warning says so now and then. Thread: one.
 */
public final class TopicWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicWriter.class);
  private static final Duration CLOSE = Duration.ofMillis(500);

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;

  // Thread: the producer's own.
  private final Seldom complaints = new Seldom(Duration.ofSeconds(10));

  /** Opens connections with the first record only. */
  public TopicWriter(String bootstrapServers, String topic) {
    this.topic = topic;
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", bootstrapServers);
    properties.put("client.id", "weir-sample");
    properties.put("metric.reporters", "");
    properties.put("enable.metrics.push", "false");
    properties.put("linger.ms", "0");
    properties.put("buffer.memory", "1048576");
    properties.put("max.block.ms", "10000");
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Hands a record over; blocks for 10 s at most, while the topic is not there yet. */
  public void write(byte[] key, byte[] value) {
    var _ =
        producer.send(new ProducerRecord<>(topic, key, value), (written, error) -> onSent(error));
  }

  private void onSent(@Nullable Exception error) {
    if (error != null && complaints.isDue(System.nanoTime())) {
      LOG.warn(
          "event=sample_lost topic={} reason=\"{}\"", topic, String.valueOf(error.getMessage()));
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
