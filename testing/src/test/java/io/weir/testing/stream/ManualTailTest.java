package io.weir.testing.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.Gap.Reason;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the log in memory does beyond its contract. */
final class ManualTailTest {
  private final MemoryLog log = new MemoryLog(1);
  private final Stream stream = new Stream("s", "topic", Format.JSON, false, true);
  private final ManualTail tail = log.tail(stream);
  private final RecordingFollower follower = new RecordingFollower();

  private void open() {
    log.createTopic("topic", 1);
    tail.execute(() -> tail.open(stream, new Start.Latest(), follower));
    tail.step(0);
  }

  @AfterEach
  void nothingCameAtAWrongMoment() {
    assertThat(follower.violation()).isNull();
  }

  @Test
  void movesWhenItIsSteppedOnly() {
    open();
    log.append("topic", 0, MemoryRecord.of(null, "a"));
    assertThat(follower.values()).isEmpty();
    tail.step(0);
    assertThat(follower.values()).containsExactly("a");
  }

  @Test
  void readsAsManyRecordsAStepAsItIsTold() {
    open();
    tail.setMaxRecords(2);
    for (int i = 0; i < 5; i++) {
      log.append("topic", 0, MemoryRecord.of(null, "v" + i));
    }
    tail.step(0);
    assertThat(follower.values()).containsExactly("v0", "v1");
    tail.step(0);
    tail.step(0);
    assertThat(follower.values()).hasSize(5);
  }

  @Test
  void readsNothingBehindAnOpenTransaction() {
    open();
    log.appendUncommitted("topic", 0, MemoryRecord.of(null, "in"));
    log.append("topic", 0, MemoryRecord.of(null, "behind"));
    tail.step(0);
    assertThat(follower.values()).isEmpty();
    assertThat(log.end("topic", 0)).isZero();
    log.endTransaction("topic", 0, true);
    tail.step(0);
    assertThat(follower.values()).containsExactly("in", "behind");
    assertThat(log.end("topic", 0)).isEqualTo(3);
  }

  @Test
  void passesOverWhatWasAbortedOrCompacted() {
    open();
    log.appendUncommitted("topic", 0, MemoryRecord.of(null, "aborted"));
    log.endTransaction("topic", 0, false);
    log.append("topic", 0, MemoryRecord.of(null, "compacted"));
    log.append("topic", 0, MemoryRecord.of(null, "left"));
    log.compact("topic", 0, 2);
    tail.step(0);
    assertThat(follower.values()).containsExactly("left");
    assertThat(log.visible("topic", 0)).hasSize(1);
  }

  @Test
  void refusesAndReadsNothingWhileItIsAway() {
    log.setAway(true);
    open();
    assertThat(follower.refused()).extracting(Refusal::code).isEqualTo(ErrorCode.KAFKA_UNAVAILABLE);
    assertThat(tail.openStreams()).isZero();
  }

  @Test
  void isHeldByItsFollowers() {
    open();
    follower.setHold(true);
    log.append("topic", 0, MemoryRecord.of(null, "a"));
    tail.step(0);
    assertThat(tail.isHeld()).isTrue();
    assertThat(follower.values()).isEmpty();
  }

  @Test
  void noticesUseFromOutside() {
    open();
    assertThatThrownBy(() -> tail.close(stream)).hasMessage("a tail was used outside its thread");
  }

  @Test
  void dropsTasksOnceItHasStopped() {
    tail.stop();
    open();
    assertThat(follower.isOpen()).isFalse();
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      log.append("topic", 0, MemoryRecord.of(null, "v"));
    }
  }

  /** Reads a partition of ten records to its end, the last of them of the first leader epoch. */
  private void readTen() {
    open();
    append(10);
    tail.step(0);
    assertThat(follower.end()).isEqualTo(Positions.of(new long[] {10}, new int[] {0}));
  }

  @Test
  void goesBackToWhereTheLogTookAnotherCourse() {
    readTen();
    log.truncate("topic", 0, 7);
    append(8);
    tail.step(0);
    assertThat(follower.gaps()).containsExactly(new Gap(0, 7, 9, Reason.TRUNCATED, 0));
    assertThat(follower.records()).hasSize(18);
    assertThat(follower.records().getLast().leaderEpoch()).isEqualTo(1);
    assertThat(follower.end()).isEqualTo(Positions.of(new long[] {15}, new int[] {1}));
  }

  @Test
  void goesBackToTheLastCourseThatItShares() {
    readTen();
    log.truncate("topic", 0, 7);
    append(1);
    log.truncate("topic", 0, 4);
    log.truncate("topic", 0, 4);
    append(2);
    tail.step(0);
    assertThat(follower.gaps()).containsExactly(new Gap(0, 4, 9, Reason.TRUNCATED, 0));
    assertThat(follower.records()).hasSize(12);
    assertThat(follower.records().getLast().leaderEpoch()).isEqualTo(3);
  }

  @Test
  void tellsWhatRetentionTookOfAnotherCourse() {
    readTen();
    log.truncate("topic", 0, 0);
    append(12);
    log.retain("topic", 0, 5);
    tail.step(0);
    assertThat(follower.gaps())
        .containsExactly(new Gap(0, 0, 9, Reason.TRUNCATED), new Gap(0, 0, 4, Reason.RETENTION, 1));
    assertThat(follower.end().next(0)).isEqualTo(12);
  }

  private void openBeyondTheEnd() {
    log.createTopic("topic", 1);
    append(2);
    Start beyond = new Start.At(Positions.of(5));
    tail.execute(() -> tail.open(stream, beyond, follower));
    tail.step(0);
  }

  @Test
  void waitsTenSecondsForTheEndBeforeItIsTruncated() {
    openBeyondTheEnd();
    tail.step(Duration.ofSeconds(10).toNanos() - 1);
    assertThat(follower.gaps()).isEmpty();
    tail.step(Duration.ofSeconds(10).toNanos());
    assertThat(follower.gaps()).containsExactly(new Gap(0, 2, 4, Reason.TRUNCATED, 0));
    append(1);
    tail.step(0);
    assertThat(follower.records()).hasSize(1);
  }

  @Test
  void doesNotCountAnEarlierWait() {
    openBeyondTheEnd();
    append(3);
    tail.step(Duration.ofSeconds(9).toNanos());
    log.truncate("topic", 0, 2);
    tail.step(Duration.ofSeconds(10).toNanos());
    tail.step(Duration.ofSeconds(19).toNanos());
    assertThat(follower.gaps()).isEmpty();
    tail.step(Duration.ofSeconds(20).toNanos());
    assertThat(follower.gaps()).containsExactly(new Gap(0, 2, 4, Reason.TRUNCATED, 0));
  }

  @Test
  void keepsItsReadersApartFromItsTails() {
    ManualTail reader = log.reader(stream);
    assertThat(log.tails()).doesNotContain(reader);
    assertThat(log.readers()).containsExactly(reader);
    open();
    RecordingFollower past = new RecordingFollower();
    append(2);
    reader.execute(() -> reader.open(stream, new Start.Earliest(), past));
    reader.step(0);
    assertThat(past.records()).hasSize(2);
    assertThat(follower.records()).isEmpty();
    reader.stop();
    append(1);
    reader.step(0);
    assertThat(log.readers()).isEmpty();
    assertThat(reader.openStreams()).isZero();
    assertThat(past.records()).hasSize(2);
    assertThat(past.violation()).isNull();
  }
}
