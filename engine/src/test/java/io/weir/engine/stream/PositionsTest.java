package io.weir.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.stream.Gap.Reason;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PositionsTest {
  private static LogRecord record(int partition, long offset, int epoch) {
    return new LogRecord(partition, offset, epoch, 0, null, null, List.of());
  }

  private static Positions random(Random random) {
    long[] next = new long[random.nextInt(5)];
    int[] epochs = new int[next.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = random.nextInt(4);
      epochs[i] = random.nextInt(3) - 1;
    }
    return Positions.of(next, epochs);
  }

  @Test
  void readsUnknownPartitionsFromTheirBeginning() {
    Positions positions = Positions.of(new long[] {5, 6}, new int[] {1, Positions.NO_EPOCH});
    assertThat(positions.count()).isEqualTo(2);
    assertThat(positions.next(1)).isEqualTo(6);
    assertThat(positions.next(2)).isZero();
    assertThat(positions.epoch(0)).isEqualTo(1);
    assertThat(positions.epoch(2)).isEqualTo(Positions.NO_EPOCH);
    assertThat(Positions.NONE.next(0)).isZero();
  }

  @Test
  void staysAsItIs() {
    long[] next = {1, 2};
    int[] epochs = {3, 4};
    Positions positions = Positions.of(next, epochs);
    next[0] = 9;
    epochs[1] = 9;
    assertThat(positions).isEqualTo(Positions.of(new long[] {1, 2}, new int[] {3, 4}));
    Progress progress = new Progress(positions);
    progress.set(0, 7, 7);
    Positions later = progress.positions();
    progress.set(0, 8, 8);
    assertThat(positions.next(0)).isEqualTo(1);
    assertThat(later.next(0)).isEqualTo(7);
  }

  @Test
  void needsAnEpochForEachOffset() {
    assertThatThrownBy(() -> Positions.of(new long[2], new int[1]))
        .hasMessage("2 offsets, 1 epochs");
  }

  @Test
  void isEqualWhereOffsetsAndEpochsAre() {
    Positions positions = Positions.of(new long[] {1, 2}, new int[] {3, 4});
    assertThat(positions)
        .isEqualTo(Positions.of(new long[] {1, 2}, new int[] {3, 4}))
        .hasSameHashCodeAs(Positions.of(new long[] {1, 2}, new int[] {3, 4}))
        .isNotEqualTo(Positions.of(1, 2))
        .isNotEqualTo(Positions.of(new long[] {1, 3}, new int[] {3, 4}));
  }

  @Test
  void isPastWhatLiesBeforeIt() {
    Positions positions = Positions.of(5);
    assertThat(positions.isPast(record(0, 4, 0))).isTrue();
    assertThat(positions.isPast(record(0, 5, 0))).isFalse();
    assertThat(positions.isPast(record(1, 0, 0))).isFalse();
  }

  @Test
  void coversWhatItIsNowhereBehind() {
    assertThat(Positions.of(5, 5).covers(Positions.of(5, 4))).isTrue();
    assertThat(Positions.of(5, 5).covers(Positions.of(4, 6))).isFalse();
    assertThat(Positions.of(5).covers(Positions.of(5, 0))).isTrue();
    assertThat(Positions.of(5).covers(Positions.of(5, 1))).isFalse();
    assertThat(Positions.of(5, 1).covers(Positions.of(5))).isTrue();
  }

  @Test
  void countsHowFarItIsBehind() {
    assertThat(Positions.of(5, 5).behind(Positions.of(7, 1))).isEqualTo(2);
    assertThat(Positions.of(5).behind(Positions.of(7, 10))).isEqualTo(12);
    assertThat(Positions.of(7, 10).behind(Positions.of(5))).isZero();
  }

  @Test
  void takesTheEpochOfThePositionThatItTakes() {
    Positions one = Positions.of(new long[] {5, 5, 5}, new int[] {1, 1, 1});
    Positions other = Positions.of(new long[] {4, 6, 5, 3}, new int[] {0, 2, 1, 2});
    assertThat(one.earlier(other))
        .isEqualTo(Positions.of(new long[] {4, 5, 5}, new int[] {0, 1, 1}));
    assertThat(one.later(other))
        .isEqualTo(Positions.of(new long[] {5, 6, 5, 3}, new int[] {1, 2, 1, 2}));
    assertThat(other.earlier(one).next(3)).isZero();
  }

  private static Positions withoutEpochs(Positions of) {
    return Positions.of(IntStream.range(0, of.count()).mapToLong(of::next).toArray());
  }

  @Test
  void earlierAndLaterAreTheBoundsOfBoth() {
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      Positions one = withoutEpochs(random(random));
      Positions other = withoutEpochs(random(random));
      Positions earlier = one.earlier(other);
      Positions later = one.later(other);
      for (int partition = 0; partition < 6; partition++) {
        long a = one.next(partition);
        long b = other.next(partition);
        assertThat(earlier.next(partition)).isEqualTo(Math.min(a, b));
        assertThat(later.next(partition)).isEqualTo(Math.max(a, b));
      }
      assertThat(one.covers(earlier) && other.covers(earlier)).isTrue();
      assertThat(later.covers(one) && later.covers(other)).isTrue();
      assertThat(one.covers(other)).isEqualTo(one.behind(other) == 0);
      assertThat(earlier.behind(later)).isEqualTo(one.behind(other) + other.behind(one));
    }
  }

  @Test
  void moveAlongWithRecordsAndGaps() {
    Progress at = new Progress(Positions.NONE);
    at.pass(record(2, 10, 3));
    assertThat(at.count()).isEqualTo(3);
    assertThat(at.epoch(0)).isEqualTo(Positions.NO_EPOCH);
    assertThat(at.positions())
        .isEqualTo(Positions.of(new long[] {0, 0, 11}, new int[] {-1, -1, 3}));
    at.pass(new Gap(2, 11, 19, Reason.RETENTION, 4));
    assertThat(at.next(2)).isEqualTo(20);
    assertThat(at.epoch(2)).isEqualTo(4);
    at.pass(new Gap(2, 15, 19, Reason.TRUNCATED, 2));
    assertThat(at.next(2)).isEqualTo(15);
    assertThat(at.epoch(2)).isEqualTo(2);
    assertThat(at.next(3)).isZero();
  }
}
