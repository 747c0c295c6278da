package io.weir.testing.invariant;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.stream.LogRecord;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** An invariant that never fails promises nothing. */
final class InvariantTest {
  /** Partition 0 with the offsets 0 to 9; the session wants the even ones. */
  private final LogHistory log =
      new LogHistory(
          List.of(
              LongStream.range(0, 10)
                  .mapToObj(offset -> new LogRecord(0, offset, 0, 0, null, null, List.of()))
                  .toList()));

  private static SessionHistory session(long promised, long... received) {
    SessionHistory session =
        new SessionHistory("session", record -> record.offset() % 2 == 0, List.of(promised));
    LongStream.of(received).forEach(offset -> session.onReceived(0, offset));
    return session;
  }

  private void holds(Invariant invariant, SessionHistory session) {
    assertThatCode(() -> invariant.check(session, log)).doesNotThrowAnyException();
  }

  private void fails(Invariant invariant, SessionHistory session, String why) {
    assertThatThrownBy(() -> invariant.check(session, log))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(why);
  }

  @Test
  void orderFailsOnOffsetsThatDoNotGrow() {
    holds(new PartitionOrder(), session(0, 0, 2, 8));
    fails(new PartitionOrder(), session(0, 2, 0), "got offset 0 behind offset 2 of partition 0");
    fails(new PartitionOrder(), session(0, 2, 2), "got offset 2 behind offset 2");
  }

  @Test
  void nothingLostAllowsAnEarlierBeginningAndAnEarlyEnd() {
    holds(new NothingLost(), session(4, 4, 6));
    holds(new NothingLost(), session(4, 2, 4, 6));
    holds(new NothingLost(), session(4));
  }

  @Test
  void nothingLostFailsOnHolesRepeatsAndStrangers() {
    fails(new NothingLost(), session(0, 0, 4), "[0, 4]");
    fails(new NothingLost(), session(0, 0, 2, 2), "[0, 2, 2]");
    fails(new NothingLost(), session(0, 0, 1, 2), "[0, 1, 2]");
    fails(new NothingLost(), session(0, 8, 10), "[8, 10]");
  }

  @Test
  void nothingLostFailsWhereTheBeginningIsMissing() {
    fails(new NothingLost(), session(2, 4, 6), "was promised partition 0 from offset 2");
  }

  @Test
  void nobodyBlockedFailsUntilEverythingIsThere() {
    holds(new NobodyBlocked(), session(5, 6, 8));
    fails(new NobodyBlocked(), session(5, 6), "still misses of partition 0: [8]");
    fails(new NobodyBlocked(), session(5), "[6, 8]");
    holds(new NobodyBlocked(), session(10));
  }

  @Test
  void queuesMayPassTheirLimitByOneLook() {
    QueueBounded bound = new QueueBounded("a hop", 100);
    assertThatCode(() -> bound.check(110, 10)).doesNotThrowAnyException();
    assertThatThrownBy(() -> bound.check(111, 10))
        .hasMessage("a hop holds 111 bytes: limit 100 and 10");
  }
}
