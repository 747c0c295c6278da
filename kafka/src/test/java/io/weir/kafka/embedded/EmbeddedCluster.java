package io.weir.kafka.embedded;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Two embedded brokers, the first of which is the controller: the second can be stopped and started
 * while the cluster lives on, so leaders can be made to change.
 */
public final class EmbeddedCluster implements AutoCloseable {
  private final EmbeddedKafka first;
  private final EmbeddedKafka second;

  /** Starts both, with their data in sub-folders. */
  public EmbeddedCluster(Path folder) {
    first = new EmbeddedKafka(new EmbeddedKafkaSettings("127.0.0.1", 0, folder.resolve("1")));
    first.start();
    second = second(folder.resolve("2"), 0);
    second.start();
  }

  private EmbeddedKafka second(Path folder, int port) {
    return new EmbeddedKafka(
        new EmbeddedKafkaSettings("127.0.0.1", port, folder),
        new Node(2, first.clusterId(), first.controllerAddress()));
  }

  public String bootstrapServers() {
    return first.bootstrapServers() + "," + second.bootstrapServers();
  }

  /** Node 2 in Kafka's metadata. */
  public EmbeddedKafka second() {
    return second;
  }

  @Override
  public void close() {
    second.stop(Duration.ofSeconds(5));
    first.stop(Duration.ofSeconds(5));
  }
}
