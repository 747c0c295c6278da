package io.weir.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.metric.Count;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Latency;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineCollectorTest {
  private final Metrics metrics = new Metrics();
  private final Exposition exposition = new Exposition(metrics);

  @AfterEach
  void close() {
    exposition.close();
  }

  @Test
  void addsUpTheCountersOfSeveralThreads() {
    Labels trucks = Labels.of("stream", "trucks").and("listener", "public");
    metrics.count(Metric.DELIVERIES, trucks).add(3);
    metrics.count(Metric.DELIVERIES, trucks).add(4);
    metrics.count(Metric.DELIVERIES, Labels.of("stream", "prices")).add(1);

    PrometheusText scrape = scrape();

    assertThat(
            scrape.value("weir_deliveries_total", Map.of("stream", "trucks", "listener", "public")))
        .isEqualTo(7);
    assertThat(scrape.value("weir_deliveries_total", Map.of("stream", "prices"))).isEqualTo(1);
    assertThat(scrape.types()).containsEntry("weir_deliveries_total", "counter");
  }

  @Test
  void showsLabelsThatComeAfterTheFirstScrape() {
    scrape();
    metrics.count(Metric.CLOSES, Labels.of("code", "4250")).add(1);
    assertThat(scrape().value("weir_closes_total", Map.of("code", "4250"))).isEqualTo(1);
  }

  @Test
  void escapesLabelsOfAnyName() {
    metrics.count(Metric.SESSIONS, Labels.of("stream", "a\"b\\c\nd")).set(1);
    assertThat(scrape().value("weir_sessions", Map.of("stream", "a\\\"b\\\\c\\nd"))).isEqualTo(1);
  }

  @Test
  void readsGaugesOfSecondsAsMicroseconds() {
    metrics.gauge(Metric.LOOP_DELAY, Labels.of("loop", "0"), () -> 1_500);
    assertThat(scrape().value("weir_loop_delay_seconds", Map.of("loop", "0"))).isEqualTo(0.0015);
  }

  @Test
  void addsUpTheLatenciesOfSeveralThreadsAsOneHistogram() {
    Labels trucks = Labels.of("stream", "trucks");
    Latency one = metrics.latency(trucks);
    Latency other = metrics.latency(trucks);
    one.add(400, 2);
    one.add(900, 1);
    other.add(900, 1);
    other.add(20_000_000, 1);

    PrometheusText scrape = scrape();

    assertThat(bucket(scrape, "5.0E-4")).isEqualTo(2);
    assertThat(bucket(scrape, "0.001")).isEqualTo(4);
    assertThat(bucket(scrape, "10.0")).isEqualTo(4);
    assertThat(bucket(scrape, "+Inf")).isEqualTo(5);
    Map<String, String> labels = trucks.values();
    assertThat(scrape.value("weir_delivery_latency_seconds_count", labels)).isEqualTo(5);
    assertThat(scrape.value("weir_delivery_latency_seconds_sum", labels)).isEqualTo(20.0026);
  }

  @Test
  void showsEveryMetricThatIsCountedWithItsHelp() {
    for (Metric metric : Metric.values()) {
      if (metric.type() == Metric.Type.HISTOGRAM) {
        metrics.latency(Labels.NONE);
      } else {
        metrics.count(metric, Labels.NONE);
      }
    }
    String page = page();
    for (Metric metric : Metric.values()) {
      assertThat(page).contains("# HELP " + metric.id() + " " + metric.help() + "\n");
    }
  }

  @Test
  void leavesOutWhatNobodyCounts() {
    assertThat(page()).doesNotContain("weir_");
  }

  @Test
  void watchesTheJvm() {
    assertThat(scrape().types())
        .containsKeys(
            "jvm_memory_used_bytes",
            "jvm_gc_memory_allocated_bytes_total",
            "jvm_threads_live_threads",
            "jvm_classes_loaded_classes",
            "process_cpu_usage",
            "process_files_open_files",
            "process_uptime_seconds");
  }

  @Test
  void readsACountThatStillMoves() {
    Count sessions = metrics.count(Metric.SESSIONS, Labels.NONE);
    sessions.add(2);
    assertThat(scrape().value("weir_sessions", Map.of())).isEqualTo(2);
    sessions.add(-1);
    assertThat(scrape().value("weir_sessions", Map.of())).isEqualTo(1);
  }

  private static double bucket(PrometheusText scrape, String le) {
    return scrape.value(
        "weir_delivery_latency_seconds_bucket", Map.of("stream", "trucks", "le", le));
  }

  private PrometheusText scrape() {
    return PrometheusText.parse(page());
  }

  private String page() {
    return new String(exposition.render(Exposition.TEXT), StandardCharsets.UTF_8);
  }
}
