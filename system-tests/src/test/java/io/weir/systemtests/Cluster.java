package io.weir.systemtests;

import io.weir.kafka.embedded.EmbeddedKafka;
import io.weir.kafka.embedded.EmbeddedKafkaSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;

/** A Kafka that Weir does not run itself. Stopped and started again, it keeps its address. */
final class Cluster implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(10);

  private final String address;
  private final EmbeddedKafka kafka;

  /** One that is not running yet. */
  Cluster(Path folder) throws IOException {
    address = freeAddress();
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    kafka = new EmbeddedKafka(new EmbeddedKafkaSettings("127.0.0.1", port, folder));
  }

  /** HOST:PORT of a port that nobody listens on. */
  static String freeAddress() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return "127.0.0.1:" + free.getLocalPort();
    }
  }

  /** Its bootstrap address. */
  String address() {
    return address;
  }

  /** Returns once clients are served. */
  void start() {
    kafka.start();
  }

  void stop() {
    kafka.stop(STOP);
  }

  @Override
  public void close() {
    stop();
  }
}
