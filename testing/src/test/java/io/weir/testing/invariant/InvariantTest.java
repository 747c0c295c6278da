package io.weir.testing.invariant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** An invariant that never fails promises nothing. */
final class InvariantTest {
  private final LogHistory log = new LogHistory();

  /** Partition 0 with the offsets 0 to 9; the session wants the even ones. */
  InvariantTest() {
    LongStream.range(0, 10).forEach(offset -> log.partition(0).onCommitted(record(offset, 0)));
  }

  private static LogRecord record(long offset, int epoch) {
    return new LogRecord(0, offset, epoch, 0, null, null, List.of());
  }

  private static SessionHistory session(long promised, long... received) {
    SessionHistory session =
        new SessionHistory("session", record -> record.offset() % 2 == 0, Positions.of(promised));
    LongStream.of(received).forEach(offset -> session.onReceived(record(offset, 0)));
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
    fails(new NothingLost(), session(0, 0, 4), "misses [offset 2 of epoch 0] before offset 4");
    fails(new NothingLost(), session(0, 0, 2, 2), "got offset 2 of epoch 0 behind");
    fails(new NothingLost(), session(0, 0, 1, 2), "must not get: offset 1");
    fails(new NothingLost(), session(8, 8, 10), "must not get: offset 10");
  }

  @Test
  void nothingLostFailsWhereTheBeginningIsMissing() {
    fails(new NothingLost(), session(2, 4, 6), "misses [offset 2 of epoch 0] before offset 4");
  }

  @Test
  void nothingLostFailsOnAnEarlierBeginningThanTheExactOne() {
    SessionHistory session = session(4, 2, 4);
    session.beginExactly(Positions.of(4));
    fails(new NothingLost(), session, "got offset 2 of epoch 0 behind");
  }

  @Test
  void gapsExcuseWhatTheLogHasNotAnyMore() {
    SessionHistory session = session(0);
    Gap gap = new Gap(0, 0, 3, Gap.Reason.RETENTION);
    session.onGap(gap);
    fails(new NothingLost(), session, "but the log begins at 0");
    log.partition(0).onRetained(4);
    session.onReceived(record(4, 0));
    holds(new NothingLost(), session);
    session.onGap(gap);
    fails(new NothingLost(), session, "but has Place[offset=4, epoch=0]");
  }

  @Test
  void truncationsHaveToBeToldToThoseWhoHaveWhatIsLost() {
    log.partition(0).onTruncated(4);
    log.partition(0).onCommitted(record(4, 1));
    log.partition(0).onCommitted(record(6, 1));
    SessionHistory untold = session(0, 0, 2, 4);
    untold.onReceived(record(6, 1));
    fails(new NothingLost(), untold, "was not told that Place[offset=4, epoch=0] is lost");

    SessionHistory told = session(0, 0, 2, 4);
    told.onGap(new Gap(0, 4, 4, Gap.Reason.TRUNCATED));
    told.onReceived(record(4, 1));
    holds(new NothingLost(), told);
    fails(new NobodyBlocked(), told, "misses [offset 6 of epoch 1]");
    told.onGap(new Gap(0, 3, 4, Gap.Reason.TRUNCATED));
    fails(new NothingLost(), told, "but the log lost nothing there");
  }

  @Test
  void aClientThatComesBackGoesOnBehindItsCursor() {
    SessionHistory session = session(0, 0, 2);
    session.mark();
    session.onReceived(record(4, 0));
    session.rollBack();
    session.onReceived(record(4, 0));
    holds(new NothingLost(), session);
    session.rollBack();
    session.onReceived(record(6, 0));
    fails(new NothingLost(), session, "misses [offset 4 of epoch 0]");
  }

  @Test
  void nobodyBlockedFailsUntilEverythingIsThere() {
    holds(new NobodyBlocked(), session(5, 6, 8));
    fails(new NobodyBlocked(), session(5, 6), "misses [offset 8 of epoch 0]");
    fails(new NobodyBlocked(), session(5), "misses [offset 6 of epoch 0, offset 8 of epoch 0]");
    holds(new NobodyBlocked(), session(10));
  }

  @Test
  void theLatestHasToArrive() {
    holds(new LatestArrives(false), session(0, 0, 8));
    fails(new LatestArrives(false), session(0, 0, 6), "never got the latest");
    log.partition(0).onCommitted(keyed(10, "a"));
    log.partition(0).onCommitted(keyed(12, "b"));
    SessionHistory session = session(0);
    session.onReceived(keyed(12, "b"));
    fails(new LatestArrives(true), session, "never got the latest, by partition, of: {a={0=10}}");
    session.onReceived(keyed(10, "a"));
    holds(new LatestArrives(true), session);
    session.onReceived(keyed(10, "a"));
    fails(new LatestArrives(true), session, "got of one key offset 10 behind offset 10");
  }

  private static LogRecord keyed(long offset, String key) {
    return new LogRecord(0, offset, 0, 0, key.getBytes(UTF_8), null, List.of());
  }

  @Test
  void queuesMayPassTheirLimitByOneLook() {
    QueueBounded bound = new QueueBounded("a hop", 100);
    assertThatCode(() -> bound.check(110, 10)).doesNotThrowAnyException();
    assertThatThrownBy(() -> bound.check(111, 10))
        .hasMessage("a hop holds 111 bytes: limit 100 and 10");
  }
}
