package io.weir.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReplayPlanTest {
  @Test
  void holdsSoManyMebibytes() {
    assertThat(plan(1024, 1024).records()).isEqualTo(1_048_576);
    assertThat(plan(3, 128).records()).isEqualTo(24_576);
  }

  @Test
  void hasManySessionsReplayAFiftieth() {
    assertThat(plan(1024, 1024).shortRecords()).isEqualTo(20_971);
    assertThat(plan(1, 1024 * 1024).shortRecords()).isEqualTo(1);
  }

  @Test
  void livesLongerThanItsRunsMayTake() {
    ReplayPlan plan = plan(1024, 1024);
    long some = ReplayPlan.longest(50 * plan.records()).toSeconds();
    long many = ReplayPlan.longest(1000 * plan.shortRecords()).toSeconds();

    assertThat(some).isEqualTo(60 + 2621);
    assertThat(plan.longestSeconds()).isGreaterThan((int) (3 * (some + many)));
  }

  @Test
  void refusesNothing() {
    assertThatThrownBy(() -> plan(0, 1024)).hasMessageContaining("--mib");
    assertThatThrownBy(() -> new ReplayPlan(1, 1024, false, 0)).hasMessageContaining("--runs");
  }

  private static ReplayPlan plan(int mib, int size) {
    return new ReplayPlan(mib, size, false, 3);
  }
}
