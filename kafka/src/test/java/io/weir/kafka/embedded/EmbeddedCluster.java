package io.weir.kafka.embedded;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Two embedded brokers, the first of which is the controller: the second can be stopped and started
 * while the cluster lives on, so leaders can be made to change.
 */
public final class EmbeddedCluster implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(5);

  private final Path folder;
  private final EmbeddedKafka first;
  private EmbeddedKafka second;

  /** Starts both, with their data in sub-folders. */
  public EmbeddedCluster(Path folder) {
    this.folder = folder;
    first = new EmbeddedKafka(new EmbeddedKafkaSettings("127.0.0.1", 0, folder.resolve("1")));
    first.start();
    second = second(0);
    second.start();
  }

  private EmbeddedKafka second(int port) {
    return new EmbeddedKafka(
        new EmbeddedKafkaSettings("127.0.0.1", port, folder.resolve("2")),
        new Node(2, first.clusterId(), first.controllerAddress()));
  }

  public String bootstrapServers() {
    return first.bootstrapServers() + "," + second.bootstrapServers();
  }

  /** Stops the second broker and starts it again, at the same address. */
  public void restartSecond(Runnable meanwhile) {
    String address = second.bootstrapServers();
    second.stop(STOP);
    meanwhile.run();
    second = second(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    second.start();
  }

  @Override
  public void close() {
    second.stop(STOP);
    first.stop(STOP);
  }
}
