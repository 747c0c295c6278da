package io.weir.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.bench.load.Latency;
import io.weir.bench.load.LoadReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayedTest {
  private static final Latency NONE = new Latency(0, 1, 0, 0, 0, 0, 0);

  @Test
  void countsFromTheFirstConnectToTheLastRecord() {
    Replayed replayed = replayed(5000, 100);

    assertThat(replayed.seconds()).isEqualTo(2);
    assertThat(replayed.perSecond()).isEqualTo(2500);
    assertThat(replayed.cpuMicros()).isCloseTo(100, within(1e-9));
  }

  @Test
  void relatesWhatWasReadToWhatTheTopicHolds() {
    assertThat(replayed(5000, 100).readTimes()).isEqualTo(1.3);
  }

  @Test
  void isCompleteIfEachSessionHasAllOnce() {
    assertThat(replayed(5000, 100).isComplete()).isTrue();
    assertThat(replayed(4999, 99).isComplete()).isFalse();
    assertThat(replayed(5001, 100).isComplete()).isFalse();
  }

  @Test
  void isIncompleteIfOneSessionHasTwiceWhatAnotherLacks() {
    assertThat(replayed(5000, 99).isComplete()).isFalse();
  }

  @Test
  void relatesEachRunToTheBareOneBesideIt() {
    List<Replayed> bare = List.of(replayed(5000, 100), replayed(5000, 100));
    var row =
        ReplayReport.Row.of("50 sessions", List.of(replayed(5000, 100), replayed(2500, 50)), bare);

    assertThat(row.ratio()).isEqualTo(0.75);
    assertThat(row.missing()).isEqualTo(2500);
    assertThat(row.complete()).isFalse();
  }

  /** Of a topic of 100 records, which 50 sessions replay. */
  private static Replayed replayed(long deliveries, long fewest) {
    var received =
        new LoadReport.Received(deliveries, fewest, deliveries, 0, 2, 1.9, 0, NONE, Map.of());
    return Replayed.of(received, 50, 100, 0.5, 130);
  }
}
