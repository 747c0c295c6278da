package io.weir.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SlowPlanTest {
  @Test
  void partsThoseWhoReadFromThoseWhoDoNot() {
    SlowPlan plan = plan(200, 10, 20);

    assertThat(plan.stuck()).isEqualTo(20);
    assertThat(plan.reading()).isEqualTo(180);
  }

  @Test
  void publishesAtThatRate() {
    assertThat(plan(200, 10, 20).records()).isEqualTo(10_000);
    assertThat(plan(200, 10, 20).recordsBefore()).isEqualTo(1000);
  }

  @Test
  void refusesToMeasureNobody() {
    assertThatThrownBy(() -> plan(5, 10, 20))
        .hasMessage("10 % of 5 leaves nobody stuck, or nobody to measure");
    assertThatThrownBy(() -> plan(5, 100, 20)).hasMessageContaining("100 % of 5");
  }

  @Test
  void endsBeforeTheServerTakesTheStuckForGone() {
    assertThatThrownBy(() -> plan(200, 10, 61)).hasMessageContaining("--seconds takes 1 to 60");
  }

  private static SlowPlan plan(int subscribers, int percent, int seconds) {
    return new SlowPlan(subscribers, percent, 500, 1024, seconds, 3);
  }
}
