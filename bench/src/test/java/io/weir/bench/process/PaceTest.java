package io.weir.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void spacesEventsEvenly() {
    assertThat(Pace.dueNanos(0, 100)).isZero();
    assertThat(Pace.dueNanos(1, 100)).isEqualTo(10_000_000);
    assertThat(Pace.dueNanos(20_000, 20_000)).isEqualTo(1_000_000_000);
  }

  @Test
  void neverWaitsAtRateZero() {
    assertThat(Pace.dueNanos(1_000_000, 0)).isZero();
  }
}
