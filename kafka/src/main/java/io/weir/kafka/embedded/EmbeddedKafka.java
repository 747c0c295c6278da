package io.weir.kafka.embedded;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.RefusedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker and its controller in this process, with data that outlives it. Several can run in one
 * process, each in its own folder, and each can be started again. Thread: one, which starts and
 * stops it; {@link #bootstrapServers} from any.
 */
public final class EmbeddedKafka {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);

  private final EmbeddedKafkaSettings settings;
  private final Node node;
  private @Nullable Server server;
  private volatile String bootstrapServers = "";

  public EmbeddedKafka(EmbeddedKafkaSettings settings) {
    this(settings, Node.SINGLE);
  }

  EmbeddedKafka(EmbeddedKafkaSettings settings, Node node) {
    this.settings = settings;
    this.node = node;
  }

  /**
   * Returns once clients are served.
   *
   * @throws RefusedException with {@link ErrorCode#UNUSABLE_ENVIRONMENT} if the address is taken,
   *     or the folder is held by another process, not ours or not writable; nothing has changed
   *     then
   */
  public void start() {
    long begin = System.nanoTime();
    Server started = Server.start(settings, node);
    server = started;
    bootstrapServers = started.bootstrapServers();
    LOG.info(
        "event=embedded_kafka_started address={} data={} millis={}",
        bootstrapServers,
        settings.data(),
        (System.nanoTime() - begin) / 1_000_000);
  }

  /** Where clients connect: {@code HOST:PORT}, with the port that was picked. Empty before. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Where further brokers find the controller: {@code HOST:PORT}. */
  String controllerAddress() {
    return running().controllerAddress();
  }

  String clusterId() {
    return running().clusterId();
  }

  private Server running() {
    if (server == null) {
      throw new IllegalStateException("the embedded Kafka is not running");
    }
    return server;
  }

  /**
   * Flushes and closes everything, also if that takes longer: a folder that is let go half-way
   * would be repaired at the next start. Without effect if not running.
   *
   * @param deadline past which it is logged that it took longer
   */
  public void stop(Duration deadline) {
    if (server == null) {
      return;
    }
    long begin = System.nanoTime();
    server.stop();
    server = null;
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    if (took.compareTo(deadline) > 0) {
      LOG.warn("event=embedded_kafka_stopped_late millis={}", took.toMillis());
    } else {
      LOG.info("event=embedded_kafka_stopped millis={}", took.toMillis());
    }
  }
}
