package io.weir.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IngestPlanTest {
  @Test
  void letsEachConnectionSendAsMany() {
    IngestPlan plan = plan(1000, 1_000_999, "none");

    assertThat(plan.each()).isEqualTo(1000);
    assertThat(plan.total()).isEqualTo(1_000_000);
    assertThat(plan.query()).isEqualTo("?ack=none");
  }

  @Test
  void warmsUpBoundedlyWhateverARunIs() {
    assertThat(plan(10, 10, "each").warmUpRounds()).isEqualTo(8);
    assertThat(plan(10, 100_000_000, "each").warmUpRounds()).isEqualTo(1);
  }

  @Test
  void declaresAStreamThatOnlyTakesIn() {
    assertThat(plan(10, 100, "none").settings())
        .isEqualTo(
            """
            streams:
              bench: {format: json, in: true, out: false}
            limits: {inbound-messages: none}
            """);
  }

  @Test
  void givesEveryRunTimeToEnd() {
    assertThat(plan(1000, 1_000_000, "none").longest().toSeconds()).isEqualTo(30 + 200);
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    assertThatThrownBy(() -> plan(10, 100, "every:0"))
        .hasMessage("--ack every:0: none, each or every:N");
    assertThatThrownBy(() -> plan(10, 9, "none"))
        .hasMessage("--records=9 < --connections=10: raise the former");
    assertThatThrownBy(() -> new IngestPlan(1, 1, 128, "none", "avro", 1))
        .hasMessageStartingWith("--format avro");
  }

  private static IngestPlan plan(int connections, long records, String ack) {
    return new IngestPlan(connections, records, 128, ack, "json", 5);
  }
}
