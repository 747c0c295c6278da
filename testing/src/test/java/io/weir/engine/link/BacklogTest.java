package io.weir.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BacklogTest {
  private static final int VALUE_BYTES = 10;

  private static LogRecord record(long offset, @Nullable String key) {
    byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    return new LogRecord(0, offset, 0, 0, bytes, new byte[VALUE_BYTES], List.of());
  }

  private static int add(Backlog to, long offset, @Nullable String key) {
    return to.add(record(offset, key), Positions.NO_EPOCH);
  }

  private static List<Long> drain(Backlog backlog) {
    List<Long> offsets = new ArrayList<>();
    while (!backlog.isEmpty()) {
      offsets.add(backlog.poll().offset());
    }
    return offsets;
  }

  @Test
  void keepsTheLatestOfEachKeyAtThePlaceOfItsFirst() {
    Backlog backlog = new Backlog(true, 10, 1_000);
    assertThat(add(backlog, 0, "a")).isZero();
    assertThat(add(backlog, 1, "b")).isZero();
    assertThat(add(backlog, 2, null)).isZero();
    assertThat(add(backlog, 3, "a")).isEqualTo(1);

    assertThat(drain(backlog)).containsExactly(3L, 1L, 2L);
    assertThat(backlog.takeDropped()).isEmpty();
  }

  @Test
  void overflowsWithTooManyKeysAndNotWithManyRecords() {
    Backlog backlog = new Backlog(true, 2, 1_000);
    for (int i = 0; i < 100; i++) {
      add(backlog, i, i % 2 == 0 ? "a" : "b");
    }
    assertThat(backlog.isOverflowing()).isFalse();
    add(backlog, 100, "c");
    assertThat(backlog.isOverflowing()).isTrue();
    backlog.poll();
    assertThat(backlog.isOverflowing()).isFalse();
  }

  @Test
  void dropsTheOldestAndSaysWhich() {
    Backlog backlog = new Backlog(false, 10, 3 * (VALUE_BYTES + Backlog.OVERHEAD_BYTES));
    for (int i = 0; i < 5; i++) {
      assertThat(add(backlog, i, null)).isEqualTo(i < 3 ? 0 : 1);
    }

    assertThat(backlog.takeDropped()).containsExactly(new Gap(0, 0, 1, Gap.Reason.SLOW, 0));
    assertThat(backlog.takeDropped()).isEmpty();
    assertThat(drain(backlog)).containsExactly(2L, 3L, 4L);
  }

  @Test
  void keepsARecordThatIsLargerThanTheBound() {
    Backlog backlog = new Backlog(false, 10, 1);
    add(backlog, 0, null);
    assertThat(add(backlog, 1, null)).isEqualTo(1);
    assertThat(drain(backlog)).containsExactly(1L);
  }

  @Test
  void dropsRecordsWithoutAKeyOnlyWhileItConflates() {
    Backlog backlog = new Backlog(true, 10, VALUE_BYTES);
    add(backlog, 0, "a");
    add(backlog, 1, null);
    assertThat(add(backlog, 2, null)).isEqualTo(1);
    assertThat(drain(backlog)).containsExactly(0L, 2L);
  }

  @Test
  void standsBeforeTheFirstThatWaits() {
    Backlog backlog = new Backlog(true, 10, 1_000);
    Positions at = Positions.of(9);
    assertThat(backlog.lowest(at)).isEqualTo(at);
    add(backlog, 4, "a");
    add(backlog, 7, "b");
    add(backlog, 8, "a");
    assertThat(backlog.lowest(at)).isEqualTo(Positions.of(4));
    backlog.poll();
    assertThat(backlog.lowest(at)).isEqualTo(Positions.of(7));
    backlog.poll();
    assertThat(backlog.lowest(at)).isEqualTo(at);
  }

  @Test
  void standsBeforeWhatIsLeftOnceTheOldestIsDropped() {
    Backlog backlog = new Backlog(false, 10, VALUE_BYTES);
    add(backlog, 4, null);
    add(backlog, 7, null);
    assertThat(backlog.lowest(Positions.of(9))).isEqualTo(Positions.of(7));
  }

  @Test
  void aKeyThatMovesToAnotherPartitionIsWaitedForThere() {
    Backlog backlog = new Backlog(true, 10, 1_000);
    byte[] key = "a".getBytes(StandardCharsets.UTF_8);
    add(backlog, 4, "a");
    backlog.add(new LogRecord(1, 2, 0, 0, key, null, List.of()), Positions.NO_EPOCH);

    assertThat(backlog.lowest(Positions.of(9, 9))).isEqualTo(Positions.of(9, 2));
    assertThat(drain(backlog)).containsExactly(2L);
    assertThat(backlog.isOverflowing()).isFalse();
  }

  @Test
  void overflowsWithTooManyBytesHoweverFewTheKeysAre() {
    Backlog backlog = new Backlog(true, 1_000, 1_000);
    byte[] value = new byte[1 << 20];
    for (int i = 0; i < 63; i++) {
      backlog.add(large(i, "k" + i, value), Positions.NO_EPOCH);
    }
    backlog.add(large(63, "k0", value), Positions.NO_EPOCH); // in the place of another one
    assertThat(backlog.isOverflowing()).isFalse();
    backlog.add(large(64, "one more", value), Positions.NO_EPOCH);

    assertThat(backlog.isOverflowing()).isTrue();
    backlog.poll();
    assertThat(backlog.isOverflowing()).isFalse();
  }

  private static LogRecord large(long offset, String key, byte[] value) {
    return new LogRecord(0, offset, 0, 0, key.getBytes(StandardCharsets.UTF_8), value, List.of());
  }
}
