package io.weir.cli.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.kafka.TopicWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the fleet report to a topic, steadily, as long as the process lives. Thread: its own. */
final class Sample {
  private static final Logger LOG = LoggerFactory.getLogger(Sample.class);

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sample").factory());
  private final TopicWriter writer;
  private final Fleet fleet;
  private final long intervalNanos;
  private boolean failing;

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

  /** An exception would end the schedule. One that lasts is logged when it begins. */
  private void report() {
    try {
      Fleet.Telemetry telemetry = fleet.next(Instant.now());
      writer.write(telemetry.key().getBytes(UTF_8), telemetry.json().getBytes(UTF_8));
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.error("event=sample_failed", e);
      }
      failing = true;
    }
  }
}
