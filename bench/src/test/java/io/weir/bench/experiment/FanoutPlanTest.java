package io.weir.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bench.experiment.FanoutPlan.Filter;
import org.junit.jupiter.api.Test;

class FanoutPlanTest {
  @Test
  void sendsEveryRecordToAll() {
    FanoutPlan plan = plan(Filter.ALL, 1000, 100);

    assertThat(plan.audience()).isEqualTo(1000);
    assertThat(plan.query()).isEmpty();
  }

  @Test
  void sendsEveryRecordToTheOneWithItsKey() {
    FanoutPlan plan = plan(Filter.OWN_KEY, 10_000, 20_000);

    assertThat(plan.audience()).isEqualTo(1);
    assertThat(plan.keys()).isEqualTo(10_000);
    assertThat(plan.subscribers()).isEqualTo(10_000);
  }

  @Test
  void opensTheCrowdOnlyBesideTheOnesThatMatch() {
    FanoutPlan plan = plan(Filter.SOME_KEYS, 10_000, 100);

    assertThat(plan.audience()).isEqualTo(100);
    assertThat(plan.subscribers()).isEqualTo(100);
    assertThat(plan.keys()).isEqualTo(1);
  }

  @Test
  void warmsUpBoundedlyWhateverTheAudience() {
    for (Filter filter : Filter.values()) {
      assertThat(plan(filter, 10, 0).warmUpRounds()).isBetween(2, 10);
      assertThat(plan(filter, 19_000, 0).warmUpRounds()).isBetween(2, 10);
    }
  }

  @Test
  void givesEveryRunTimeToEnd() {
    assertThat(plan(Filter.ALL, 1000, 100).longest(500).toSeconds()).isEqualTo(30 + 5 + 25);
  }

  private static FanoutPlan plan(Filter filter, int connections, double rate) {
    return new FanoutPlan(connections, rate, 500, 128, filter, 100, 5);
  }
}
