package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.Gap.Reason;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.TopicId;
import io.weir.testing.stream.RecordingFollower;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream that joins the reading of a topic: it hears nothing of what lies before it. */
class OpenStreamTest {
  private final RecordingFollower follower = new RecordingFollower();
  private final OpenStream open =
      new OpenStream(new Stream("s", "t", Format.JSON, false, true), follower);

  @AfterEach
  void nothingCameAtAWrongPlace() {
    assertThat(follower.violation()).isNull();
  }

  private void beginAt(long... next) {
    open.beginAt(Positions.of(next));
    open.onOpen(new Cursor(new TopicId(1, 2), Positions.of(next)));
  }

  /** The topic's reading goes on by one record. */
  private void read(int partition, long offset, long... end) {
    List<LogRecord> records = new ArrayList<>();
    records.add(new LogRecord(partition, offset, 0, 0, null, null, List.of()));
    open.onRecords(records, Positions.of(end));
  }

  private static Gap retention(long from, long to) {
    return new Gap(0, from, to, Reason.RETENTION);
  }

  private static Gap truncated(long from, long to) {
    return new Gap(0, from, to, Reason.TRUNCATED);
  }

  @Test
  void hearsWhatIsReadFromItsBeginningOn() {
    beginAt(10, 5);
    read(0, 8, 9, 5);
    assertThat(follower.end()).isEqualTo(Positions.of(10, 5));
    read(1, 5, 9, 6);
    assertThat(follower.end()).isEqualTo(Positions.of(10, 6));
    read(0, 9, 10, 6);
    read(0, 10, 11, 6);
    assertThat(follower.records()).extracting(LogRecord::offset).containsExactly(5L, 10L);
    assertThat(follower.end()).isEqualTo(Positions.of(11, 6));
  }

  @Test
  void hearsOfMovesWithoutRecords() {
    beginAt(10);
    open.onRecords(new ArrayList<>(), Positions.of(9));
    open.onRecords(new ArrayList<>(), Positions.of(12));
    open.onRecords(new ArrayList<>(), Positions.of(13));
    assertThat(follower.end()).isEqualTo(Positions.of(13));
  }

  @Test
  void hearsOfAGapFromItsBeginningOn() {
    beginAt(10);
    open.onGap(retention(3, 9));
    assertThat(follower.gaps()).isEmpty();
    open.onGap(retention(9, 14));
    assertThat(follower.gaps()).containsExactly(retention(10, 14));
    read(0, 15, 16);
    open.onGap(retention(16, 17));
    assertThat(follower.gaps()).hasSize(2);
  }

  @Test
  void goesBackWithTheOthersFromWhereTheyAre() {
    beginAt(10, 5);
    open.onGap(truncated(3, 7));
    assertThat(follower.gaps()).isEmpty();
    open.onGap(truncated(8, 9));
    assertThat(follower.gaps()).containsExactly(truncated(8, 9));
    read(0, 8, 9, 4);
    assertThat(follower.records()).hasSize(1);
    read(1, 4, 9, 5);
    assertThat(follower.records()).hasSize(1);
  }

  @Test
  void hearsNothingOnceItIsClosed() {
    beginAt(10);
    open.close();
    follower.ended();
    open.onGap(retention(10, 14));
    assertThat(follower.gaps()).isEmpty();
  }
}
