package io.weir.kafka;

import io.weir.engine.config.ByteSize;
import io.weir.engine.error.Refusal;
import io.weir.engine.metric.Metrics;
import io.weir.engine.stream.Located;
import io.weir.engine.stream.Log;
import io.weir.engine.stream.Reader;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.Tail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The log behind the streams, in Kafka: a few tails, over which the topics are spread, so that each
 * topic is read once at its end, readers of its past, and the claims. Any thread, after the start.
 */
public final class KafkaLog implements Log {
  /** Client properties that settings must not name, and why. */
  public static final Map<String, String> OWNED_PROPERTIES = ClientProperties.OWNED;

  /** Whether a client property is one of Kafka's own that holds no secret, so may be shown. */
  public static boolean isHarmless(String property) {
    return ClientProperties.isHarmless(property);
  }

  private final KafkaSettings settings;
  private final Metrics metrics;
  private final Cluster cluster;
  private final Questions questions;
  private final List<KafkaTail> tails;
  private final KafkaReaders readers;
  private final KafkaClaims claims;
  private final Map<String, KafkaTail> tailsByTopic = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();

  public KafkaLog(KafkaSettings settings, Metrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    this.cluster = new Cluster(settings);
    TopicPresence presence = new TopicPresence(settings.createAll());
    this.questions = new Questions(new Topics(cluster), new Starts(cluster, presence));
    this.tails =
        IntStream.range(0, settings.tails())
            .mapToObj(i -> tail("weir-tail-" + i, settings, metrics))
            .toList();
    this.readers = new KafkaReaders(settings, questions, metrics);
    this.claims = new KafkaClaims(cluster, questions, settings);
  }

  private KafkaTail tail(String name, KafkaSettings settings, Metrics metrics) {
    TailConsumer consumer = new TailConsumer(ClientProperties.tail(settings, name));
    return new KafkaTail(name, consumer, questions, TailCounts.ofTail(metrics));
  }

  /** Starts the threads. Returns at once, also if Kafka is away: it is looked for endlessly. */
  public void start() {
    cluster.start();
    tails.forEach(KafkaTail::start);
    claims.start();
  }

  /** What this node may come to own, in the same Kafka. */
  public KafkaClaims claims() {
    return claims;
  }

  @Override
  public Tail tail(Stream stream) {
    return tailsByTopic.computeIfAbsent(
        stream.topic(), topic -> tails.get(Math.floorMod(next.getAndIncrement(), tails.size())));
  }

  @Override
  public Reader reader(Stream stream) {
    return readers.start();
  }

  @Override
  public CompletionStage<Located> locate(Stream stream, Start start) {
    return questions.locate(stream, start);
  }

  /**
   * A new writer, which asks the cluster through this log: started after it and stopped before it.
   *
   * @param maxRecord the largest record that is handed to it, headers included
   */
  public KafkaWriter writer(ByteSize maxRecord) {
    Map<String, Object> properties = ClientProperties.producer(settings, "weir-writer", maxRecord);
    Destinations destinations = new Destinations(cluster, new TopicPresence(settings.createAll()));
    return new KafkaWriter(() -> producer(properties), destinations, questions.topics(), metrics);
  }

  private static Producer<byte[], byte[]> producer(Map<String, Object> properties) {
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Whether Kafka answered when it was last asked; false until it has answered once. */
  public boolean isAvailable() {
    return cluster.isAvailable();
  }

  /**
   * Completes when Kafka has answered for the first time. What depends on it runs on a thread of
   * Kafka's client and must not block.
   */
  public CompletableFuture<@Nullable Void> answered() {
    return cluster.answered();
  }

  /** Why not, for readiness and refusals; empty if it is available. */
  public Optional<Refusal> unavailability() {
    return cluster.unavailability();
  }

  /** Stops reading; followers hear nothing any more. Waits for the threads, but not longer. */
  public void stop(Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    claims.stop(deadline);
    List<KafkaTail> all = new ArrayList<>(tails);
    all.addAll(readers.close());
    all.forEach(KafkaTail::stop);
    for (KafkaTail each : all) {
      each.awaitStop(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
    cluster.stop(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
  }
}
