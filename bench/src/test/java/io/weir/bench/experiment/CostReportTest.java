package io.weir.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CostReportTest {
  private static final IngestPlan PLAN = new IngestPlan(10, 1000, 128, "each", "json", 3);

  @Test
  void relatesEachRunToTheFloorsBesideIt() {
    assertThat(report().ratio()).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void countsPerRecordAndPerSecond() {
    Cost cost = new Cost(1000, 0, 2, 0.5);

    assertThat(cost.perSecond()).isEqualTo(500);
    assertThat(cost.cpuMicros()).isCloseTo(500, within(1e-9));
  }

  @Test
  void theTableHasAllThreeAndWhatIsMissing() {
    assertThat(CostTable.of(report()).lines())
        .containsExactly(
            "Ingest: 10 connections, json records of 128 bytes, ack=each, 1,000 a run, medians of 3"
                + " runs",
            "pinned",
            "",
            "                             records        s       per s     CPU µs",
            "frame floor                    1,000     1.00       1,000   1000.000",
            "producer floor                 1,000     1.00       1,000   1000.000",
            "weir, ack=each                 1,000     1.00       1,000   3000.000  MISSING 7",
            "",
            "Weir costs 1.50 × its floors together. CPU µs: of the measured process per record, all"
                + " its threads");
  }

  private static CostReport report() {
    List<Cost> floor = List.of(taken(1, 0), taken(2, 0), taken(1, 0));
    List<Cost> weir = List.of(taken(3, 0), taken(6, 7), taken(2, 0));
    List<String> names = List.of("frame floor", "producer floor", "weir, ack=each");
    return CostReport.of(PLAN.title(), "pinned", names, List.of(floor, floor, weir));
  }

  private static Cost taken(double cpuSeconds, long missing) {
    return new Cost(1000, missing, 1, cpuSeconds);
  }
}
