package io.weir.kafka;

import io.weir.engine.metric.Metrics;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.Tail;
import io.weir.kafka.embedded.EmbeddedKafka;
import io.weir.kafka.embedded.EmbeddedKafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;

/** A log under test, and the clients with which a test works on its topics. */
final class Kit implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(5);

  final Metrics metrics = new Metrics();
  final KafkaLog log;
  final Admin admin;
  final KafkaProducer<String, String> producer;
  final String bootstrapServers;
  private final Runnable stopKafka;

  /** A log of a Kafka that is the caller's. */
  Kit(String bootstrapServers, int tails) {
    this(bootstrapServers, tails, () -> {});
  }

  /** A log of a Kafka of its own. */
  static Kit embedded(Path folder, int tails) {
    EmbeddedKafka kafka = new EmbeddedKafka(new EmbeddedKafkaSettings("127.0.0.1", 0, folder));
    kafka.start();
    return new Kit(kafka.bootstrapServers(), tails, () -> kafka.stop(STOP));
  }

  private Kit(String bootstrapServers, int tails, Runnable stopKafka) {
    this.stopKafka = stopKafka;
    this.bootstrapServers = bootstrapServers;
    log = new KafkaLog(new KafkaSettings(bootstrapServers, Map.of(), tails, false), metrics);
    log.start();
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    producer = producer(Map.of("linger.ms", "0"));
  }

  KafkaProducer<String, String> producer(Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("bootstrap.servers", bootstrapServers);
    return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
  }

  static Stream stream(String topic) {
    return new Stream(topic, topic, Format.JSON, false, true);
  }

  Witness open(Stream stream) {
    Witness witness = new Witness();
    Tail tail = log.tail(stream);
    tail.execute(() -> tail.open(stream, new Start.Latest(), witness));
    return witness;
  }

  /** A witness of a stream whose topic is there. */
  Witness open(String topic) {
    return open(stream(topic)).awaitOpen();
  }

  void create(String topic, int partitions) {
    create(new NewTopic(topic, partitions, (short) 1));
  }

  /** Returns once the brokers know it; the controller's word comes earlier. */
  void create(NewTopic topic) {
    done(admin.createTopics(List.of(topic)).all());
    await("topic " + topic.name(), () -> exists(topic.name()));
  }

  /** Returns once the topic is gone for everybody. */
  void delete(String topic) {
    done(admin.deleteTopics(List.of(topic)).all());
    await("deletion of " + topic, () -> !exists(topic));
  }

  private boolean exists(String topic) {
    try {
      admin.describeTopics(List.of(topic)).allTopicNames().get();
      return true;
    } catch (ExecutionException e) {
      return !(e.getCause() instanceof UnknownTopicOrPartitionException);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The offset that it got. */
  long produce(String topic, String value) {
    return done(producer.send(new ProducerRecord<>(topic, value))).offset();
  }

  long produce(String topic, int partition, String key, String value) {
    return done(producer.send(new ProducerRecord<>(topic, partition, key, value))).offset();
  }

  void produceAll(String topic, Collection<String> values) {
    List<Future<?>> sent = new ArrayList<>();
    values.forEach(value -> sent.add(producer.send(new ProducerRecord<>(topic, value))));
    sent.forEach(Kit::done);
  }

  static <T> T done(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** Asks again and again; the question itself takes the time. */
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Witness.DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no " + what + " within " + Witness.DEADLINE);
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    admin.close(Duration.ofSeconds(1));
    log.stop(STOP);
    stopKafka.run();
  }
}
