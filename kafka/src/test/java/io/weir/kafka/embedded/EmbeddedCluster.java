package io.weir.kafka.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Embedded brokers, the first of which is the controller: the others can be stopped and started
 * while the cluster lives on, so leaders can be made to change.
 */
public final class EmbeddedCluster implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(5);

  private final Path folder;

  /** By id, from 1 on; a new one each time that it is started. */
  private final List<EmbeddedKafka> brokers = new ArrayList<>();

  private final List<String> addresses = new ArrayList<>();

  /** Starts them, with their data in sub-folders. */
  public EmbeddedCluster(Path folder, int size) {
    this.folder = folder;
    EmbeddedKafka first =
        new EmbeddedKafka(new EmbeddedKafkaSettings("127.0.0.1", 0, folder.resolve("1")));
    add(first);
    for (int id = 2; id <= size; id++) {
      add(broker(id, 0));
    }
  }

  private void add(EmbeddedKafka broker) {
    broker.start();
    brokers.add(broker);
    addresses.add(broker.bootstrapServers());
  }

  private EmbeddedKafka broker(int id, int port) {
    EmbeddedKafka first = brokers.getFirst();
    return new EmbeddedKafka(
        new EmbeddedKafkaSettings("127.0.0.1", port, folder.resolve(Integer.toString(id))),
        new Node(id, first.clusterId(), first.controllerAddress()));
  }

  public String bootstrapServers() {
    return addresses.stream().collect(Collectors.joining(","));
  }

  /** Stops a broker, but not the first. */
  public void stop(int id) {
    brokers.get(id - 1).stop(STOP);
  }

  /** Starts a broker that was stopped, at the same address. */
  public void start(int id) {
    String address = addresses.get(id - 1);
    EmbeddedKafka broker =
        broker(id, Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    broker.start();
    brokers.set(id - 1, broker);
  }

  @Override
  public void close() {
    brokers.reversed().forEach(broker -> broker.stop(STOP));
  }
}
