package io.weir.cli.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.kafka.TopicWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Has the fleet report to a topic, steadily. Thread: {@code sample}, its own. */
final class Sample implements AutoCloseable {
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sample").factory());
  private final TopicWriter writer;
  private final Fleet fleet;
  private final long intervalNanos;

  /**
   * @param ratePerSecond records of the whole fleet, more than 0
   */
  Sample(String bootstrapServers, String topic, double ratePerSecond) {
    this.writer = new TopicWriter(bootstrapServers, topic);
    this.fleet = new Fleet(ratePerSecond, RandomGenerator.getDefault());
    this.intervalNanos = (long) (Duration.ofSeconds(1).toNanos() / ratePerSecond);
  }

  void start() {
    var _ = clock.scheduleAtFixedRate(this::report, 0, intervalNanos, TimeUnit.NANOSECONDS);
  }

  private void report() {
    Fleet.Telemetry telemetry = fleet.next(Instant.now());
    writer.write(telemetry.key().getBytes(UTF_8), telemetry.json().getBytes(UTF_8));
  }

  @Override
  public void close() {
    clock.shutdownNow();
    writer.close();
  }
}
