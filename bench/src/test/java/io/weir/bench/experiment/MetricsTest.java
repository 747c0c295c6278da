package io.weir.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Metrics METRICS =
      new Metrics(
          """
          # TYPE weir_records_replayed_total counter
          weir_records_replayed_total{stream="past"} 4194304
          weir_records_replayed_total{stream="short-past"} 1.5E7
          weir_gaps_total{stream="past",reason="slow"} 7
          """);

  @Test
  void readsTheValueOfOneStream() {
    assertThat(METRICS.value("weir_records_replayed_total", "past")).isEqualTo(4_194_304);
    assertThat(METRICS.value("weir_records_replayed_total", "short-past")).isEqualTo(1.5e7);
  }

  @Test
  void isZeroUntilItIsTold() {
    assertThat(METRICS.value("weir_records_replayed_total", "live")).isZero();
    assertThat(METRICS.value("weir_records_replayed", "past")).isZero();
  }

  @Test
  void addsUpWhateverTheLabels() {
    assertThat(METRICS.sum("weir_records_replayed_total")).isEqualTo(1.5e7 + 4_194_304);
    assertThat(METRICS.sum("weir_gaps_total")).isEqualTo(7);
    assertThat(METRICS.sum("weir_records")).isZero();
  }
}
