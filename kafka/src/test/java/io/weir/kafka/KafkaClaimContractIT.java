package io.weir.kafka;

import io.weir.engine.metric.Metrics;
import io.weir.engine.stream.Claims;
import io.weir.testing.stream.ClaimContract;
import io.weir.testing.stream.ClaimHarness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Kafka keeps the contract of claims. */
final class KafkaClaimContractIT extends ClaimContract {
  private static final Duration STOP = Duration.ofSeconds(5);

  private static Kit kit;

  @BeforeAll
  static void start(@TempDir Path folder) {
    kit = Kit.embedded(folder, 1);
  }

  @AfterAll
  static void stop() {
    kit.close();
  }

  @Override
  protected ClaimHarness harness() {
    return new Harness(List.of(node(), node()), new CountDownLatch(1));
  }

  private static KafkaLog node() {
    KafkaSettings settings = new KafkaSettings(kit.bootstrapServers, Map.of(), 1, false);
    KafkaLog log = new KafkaLog(settings, new Metrics());
    log.start();
    return log;
  }

  private record Harness(List<KafkaLog> nodes, CountDownLatch resumed) implements ClaimHarness {

    @Override
    public Claims node(int index) {
      return nodes.get(index).claims();
    }

    @Override
    public void createTopic(String topic, int partitions) {
      kit.create(topic, partitions);
    }

    @Override
    public void kill(int node) {
      nodes.get(node).claims().abandon(STOP);
    }

    @Override
    public void pause(int node) {
      nodes.get(node).claims().execute(() -> awaitResumed());
    }

    private void awaitResumed() {
      try {
        resumed.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void resume(int node) {
      resumed.countDown();
    }

    /** What the design promises for a takeover. */
    @Override
    public Duration patience() {
      return Duration.ofSeconds(10);
    }

    @Override
    public void close() {
      resumed.countDown();
      nodes.forEach(node -> node.stop(STOP));
    }
  }
}
