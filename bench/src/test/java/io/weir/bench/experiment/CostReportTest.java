package io.weir.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class IngestReportTest {
  private static final IngestPlan PLAN = new IngestPlan(10, 1000, 128, "each", "json", 3);

  @Test
  void relatesEachRunToTheFloorsBesideIt() {
    assertThat(report().ratio()).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void countsPerRecordAndPerSecond() {
    Ingested ingested = new Ingested(1000, 0, 2, 0.5);

    assertThat(ingested.perSecond()).isEqualTo(500);
    assertThat(ingested.cpuMicros()).isCloseTo(500, within(1e-9));
  }

  @Test
  void theTableHasAllThreeAndWhatIsMissing() {
    assertThat(IngestTable.of(report()).lines())
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
            "Weir costs 1.50 × the floors together. CPU µs: of the measured process per record, all"
                + " its threads");
  }

  private static IngestReport report() {
    List<Ingested> floor = List.of(taken(1, 0), taken(2, 0), taken(1, 0));
    List<Ingested> weir = List.of(taken(3, 0), taken(6, 7), taken(2, 0));
    List<String> names = List.of("frame floor", "producer floor", "weir, ack=each");
    return IngestReport.of(PLAN, "pinned", names, List.of(floor, floor, weir));
  }

  private static Ingested taken(double cpuSeconds, long missing) {
    return new Ingested(1000, missing, 1, cpuSeconds);
  }
}
