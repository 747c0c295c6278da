package io.weir.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private static final Labels TRUCKS = Labels.of("stream", "trucks");
  private static final Labels PRICES = Labels.of("stream", "prices");

  private final Metrics metrics = new Metrics();

  @Test
  void addsUpTheCountersOfTheSameLabels() {
    Count one = metrics.count(Metric.DELIVERIES, TRUCKS);
    Count other = metrics.count(Metric.DELIVERIES, TRUCKS);
    Count prices = metrics.count(Metric.DELIVERIES, PRICES);
    one.add(3);
    other.add(4);
    prices.set(5);
    prices.add(-6);

    assertThat(metrics.read(Metric.DELIVERIES))
        .containsOnly(Map.entry(TRUCKS, 7L), Map.entry(PRICES, -1L));
    assertThat(metrics.read(Metric.SESSIONS)).isEmpty();
  }

  @Test
  void computesGaugesWhenTheyAreRead() {
    long[] value = {1};
    metrics.gauge(Metric.HOP_BYTES, Labels.NONE, () -> value[0]);
    metrics.gauge(Metric.HOP_BYTES, Labels.NONE, () -> 10);
    value[0] = 2;

    assertThat(metrics.read(Metric.HOP_BYTES)).containsOnly(Map.entry(Labels.NONE, 12L));
  }

  /** A gauge may wait for somebody who counts for the first time. */
  @Test
  void computesGaugesWithoutALock() {
    metrics.gauge(Metric.HOP_BYTES, Labels.NONE, () -> onAnotherThread(this::takeACounter));

    assertThat(metrics.read(Metric.HOP_BYTES)).containsOnly(Map.entry(Labels.NONE, 7L));
  }

  private long takeACounter() {
    Count count = metrics.count(Metric.DELIVERIES, TRUCKS);
    count.add(7);
    return count.value();
  }

  private static long onAnotherThread(LongSupplier work) {
    return CompletableFuture.supplyAsync(work::getAsLong)
        .completeOnTimeout(-1L, 10, TimeUnit.SECONDS)
        .join();
  }

  @Test
  void comparesLabelsByWhatIsInThem() {
    Labels labels = Labels.of("stream", "trucks").and("link", "a");
    assertThat(labels).isEqualTo(Labels.of("link", "a").and("stream", "trucks"));
    assertThat(TRUCKS.and("stream", "prices")).isEqualTo(PRICES);
  }

  @Test
  void putsLatenciesIntoTheBucketTheyFit() {
    Latency latency = metrics.latency(TRUCKS);
    latency.add(0, 1);
    latency.add(500, 2);
    latency.add(501, 4);
    latency.add(10_000_001, 8);

    double[] bounds = Latency.boundsSeconds();
    long[] counts = latency.counts();
    assertThat(counts).hasSize(bounds.length + 1);
    assertThat(bounds[0]).isEqualTo(0.0005);
    assertThat(counts[0]).isEqualTo(3);
    assertThat(counts[1]).isEqualTo(4);
    assertThat(counts[bounds.length]).isEqualTo(8);
    assertThat(latency.sumSeconds()).isEqualTo((1_000 + 2_004 + 80_000_008) / 1e6);
    assertThat(metrics.readLatencies()).containsOnly(Map.entry(TRUCKS, List.of(latency)));
  }

  @Test
  void namesEveryNumberOnceAndAsPrometheusWants() {
    TreeSet<String> names = new TreeSet<>();
    for (Metric metric : Metric.values()) {
      names.add(metric.id());
      assertThat(metric.id()).matches("weir_[a-z_]+");
      assertThat(metric.id().endsWith("_total")).isEqualTo(metric.type() == Metric.Type.COUNTER);
    }
    assertThat(names).hasSameSizeAs(Metric.values());
  }
}
