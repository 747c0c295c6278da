package io.weir.testing.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.stream.Gap;
import io.weir.engine.stream.Gap.Reason;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Start;
import org.junit.jupiter.api.Test;

/** What a {@link io.weir.engine.stream.Tail} tells of records that it cannot bring. */
public abstract class GapContract extends LogContract {

  private void produce(int partition, int from, int to) {
    for (int i = from; i < to; i++) {
      produce(partition, Integer.toString(i));
    }
  }

  /** Gaps say the same to clients whatever epoch is known. */
  private static String text(Gap gap) {
    return gap.partition() + ": " + gap.from() + " to " + gap.to() + ", " + gap.reason().id();
  }

  @Test
  void tellsWhatRetentionTookBelowAPosition() {
    harness.createTopic(topic, 2);
    produce(0, 0, 10);
    produce(1, 0, 3);
    harness.deleteRecords(topic, 0, 6);
    RecordingFollower follower = read(new Start.At(Positions.of(2, 1)));

    await("six records", () -> follower.records().size() == 6);
    assertThat(follower.gaps())
        .extracting(GapContract::text)
        .containsExactly("0: 2 to 5, retention");
    assertThat(follower.records().stream().filter(record -> record.partition() == 0))
        .extracting(LogRecord::offset)
        .containsExactly(6L, 7L, 8L, 9L);
  }

  @Test
  void tellsWhatRetentionTookOfAPartitionThatAPositionDoesNotKnow() {
    harness.createTopic(topic, 2);
    produce(0, 0, 1);
    produce(1, 0, 4);
    harness.deleteRecords(topic, 1, 3);
    RecordingFollower follower = read(new Start.At(Positions.of(1)));

    await("a record", () -> follower.records().size() == 1);
    assertThat(follower.gaps())
        .extracting(GapContract::text)
        .containsExactly("1: 0 to 2, retention");
    assertThat(follower.values()).containsExactly("3");
  }

  @Test
  void tellsWhatRetentionTookUpToTheEnd() {
    harness.createTopic(topic, 1);
    produce(0, 0, 4);
    harness.deleteRecords(topic, 0, 4);
    RecordingFollower follower = read(new Start.At(Positions.of(1)));

    await("a gap", () -> follower.gaps().size() == 1);
    produce(0, 4, 5);
    await("a record", () -> follower.records().size() == 1);
    assertThat(follower.gaps())
        .extracting(GapContract::text)
        .containsExactly("0: 1 to 3, retention");
  }

  @Test
  void tellsThatRetentionHasOvertakenATail() {
    harness.createTopic(topic, 1);
    RecordingFollower follower = open(stream);
    produce(0, "read");
    await("a record", () -> follower.records().size() == 1);
    follower.setHold(true);
    awaitTicks(follower, 2);
    produce(0, 1, 20);
    harness.deleteRecords(topic, 0, 20);
    follower.setHold(false);
    produce(0, "after");

    // Records that were fetched before they were deleted may still come.
    await("the last record", () -> follower.values().contains("after"));
    assertThat(follower.end().next(0)).isEqualTo(21);
    long told = follower.gaps().stream().mapToLong(gap -> gap.to() - gap.from() + 1).sum();
    assertThat(follower.records().size() + told).isEqualTo(21);
    assertThat(follower.gaps()).allMatch(gap -> gap.reason() == Reason.RETENTION);
  }

  @Test
  void waitsForWhatLiesBeyondTheEnd() {
    harness.createTopic(topic, 1);
    produce(0, 0, 1);
    RecordingFollower follower = read(new Start.At(Positions.of(3)));
    awaitTicks(follower, 2);
    produce(0, 1, 4);

    await("a record", () -> follower.records().size() == 1);
    assertThat(follower.values()).containsExactly("3");
    assertThat(follower.gaps()).isEmpty();
  }
}
