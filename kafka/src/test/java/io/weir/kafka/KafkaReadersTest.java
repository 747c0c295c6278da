package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.metric.Metrics;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaReadersTest {
  private static final Duration STOP = Duration.ofSeconds(5);

  private final KafkaSettings settings = new KafkaSettings("127.0.0.1:1", Map.of(), 1, false);
  private final Cluster cluster = new Cluster(settings);
  private final KafkaReaders readers =
      new KafkaReaders(
          settings,
          new Questions(new Topics(cluster), new Starts(cluster, new TopicPresence(false))),
          new Metrics());

  @Test
  void forgetsThoseThatHaveEndedAndStartsNoneOnceClosed() {
    KafkaTail ended = readers.start();
    assertThat(ended.isAlive()).isTrue();
    ended.stop();
    ended.awaitStop(STOP);
    assertThat(ended.isAlive()).isFalse();
    KafkaTail left = readers.start();
    assertThat(readers.close()).containsExactly(left);
    assertThat(readers.start().isAlive()).isFalse();
    left.stop();
    left.awaitStop(STOP);
    assertThat(left.isAlive()).isFalse();
  }
}
