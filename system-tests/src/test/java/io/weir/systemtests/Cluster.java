package io.weir.systemtests;

import io.weir.kafka.embedded.EmbeddedKafka;
import io.weir.kafka.embedded.EmbeddedKafkaSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** A Kafka that Weir does not run itself. Stopped and started again, it keeps its address. */
final class Cluster implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(10);

  private final String address;
  private final EmbeddedKafka kafka;

  /** One that is not running yet. */
  Cluster(Path folder) {
    address = freeAddress();
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    kafka = new EmbeddedKafka(new EmbeddedKafkaSettings("127.0.0.1", port, folder));
  }

  /**
   * HOST:PORT of a port that nobody listens on, and that no connection gets by itself while nobody
   * does: systems give these higher ones.
   */
  static String freeAddress() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
      if (isFree(port)) {
        return "127.0.0.1:" + port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port)) {
      return true;
    } catch (IOException e) {
      return false;
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
