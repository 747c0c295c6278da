package io.weir.testing.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
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
}
