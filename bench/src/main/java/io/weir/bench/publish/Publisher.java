package io.weir.bench.publish;

import io.weir.bench.process.Pace;
import io.weir.bench.process.WallClock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Produces records to one topic, steadily or as fast as the producer takes them.
 *
 * <p>Thread: one, beside the Kafka client's own.
 */
final class Publisher implements AutoCloseable {
  /** Above this rate, records are sent in bunches of a millisecond. */
  private static final double MOST_WAKES_PER_SECOND = 1000;

  private final String topic;
  private final Payload payload;
  private final Keys keys;
  private final WallClock clock = new WallClock();
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /** What was published; all of it is acknowledged. */
  record Published(long records, double seconds, double perSecond) {}

  /** Where records go, and how long the producer may wait for more of them. */
  record Destination(String kafka, String topic, int lingerMillis) {}

  Publisher(Destination destination, Payload payload, Keys keys) {
    this.topic = destination.topic();
    this.payload = payload;
    this.keys = keys;
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            destination.kafka(),
            ProducerConfig.LINGER_MS_CONFIG,
            destination.lingerMillis());
    var bytes = new ByteArraySerializer();
    this.producer = new KafkaProducer<>(settings, bytes, bytes);
  }

  /** Creates the topic unless it is there. */
  static void createTopic(String kafka, String topic, int partitions) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka);
    try (Admin admin = Admin.create(settings)) {
      admin.createTopics(Set.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof TopicExistsException)) {
        throw failed;
      }
    }
  }

  /** Publishes and waits for the acknowledgements. */
  Published publish(long records, double rate) {
    int bunch = (int) Math.max(1, rate / MOST_WAKES_PER_SECOND);
    clock.calibrate();
    long start = System.nanoTime();
    var pace = new Pace(rate);
    for (long number = 0; number < records; number++) {
      if (number % bunch == 0) {
        pace.await(number);
      }
      send();
    }
    producer.flush();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (failure.get() != null) {
      throw new IllegalStateException("Kafka refused a record", failure.get());
    }
    return new Published(records, seconds, records / seconds);
  }

  private void send() {
    var record = new ProducerRecord<>(topic, keys.next(), payload.at(clock.nanos()));
    var _ =
        producer.send(
            record,
            (_, refused) -> {
              if (refused != null) {
                failure.compareAndSet(null, refused);
              }
            });
  }

  @Override
  public void close() {
    producer.close();
  }
}
