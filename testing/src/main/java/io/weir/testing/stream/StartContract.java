package io.weir.testing.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Located;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Reader;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Where a {@link io.weir.engine.stream.Reader} begins, what it tells of its position, and that
 * {@link io.weir.engine.stream.Log#locate} says the same.
 */
public abstract class StartContract extends LogContract {

  private void produceAt(int partition, long millis, String value) {
    harness.produce(topic, partition, MemoryRecord.at(millis, value));
  }

  @Test
  void readsEverythingThatIsKeptFromTheEarliest() {
    harness.createTopic(topic, 2);
    produce(0, "taken");
    produce(0, "first");
    produce(1, "other");
    harness.deleteRecords(topic, 0, 1);
    RecordingFollower follower = read(new Start.Earliest());
    produce(0, "second");

    await("three records", () -> follower.records().size() == 3);
    assertThat(follower.records().stream().filter(record -> record.partition() == 0))
        .extracting(LogRecord::offset)
        .containsExactly(1L, 2L);
    assertThat(follower.gaps()).isEmpty();
  }

  @Test
  void readsFromTheFirstRecordThatIsNotOlder() {
    harness.createTopic(topic, 2);
    produceAt(0, 1_000, "older");
    produceAt(0, 3_000, "late");
    produceAt(0, 2_000, "behind");
    produceAt(1, 1_999, "older");
    RecordingFollower follower = read(new Start.Since(2_000));
    produceAt(1, 1_000, "produced since");

    await("three records", () -> follower.records().size() == 3);
    assertThat(follower.values()).containsExactlyInAnyOrder("late", "behind", "produced since");
  }

  @Test
  void readsFromTheEndWhereNothingIsAsYoung() {
    harness.createTopic(topic, 1);
    produceAt(0, 1_000, "older");
    RecordingFollower follower = read(new Start.Since(2_000));
    produceAt(0, 1_000, "produced since");

    await("a record", () -> follower.records().size() == 1);
    assertThat(follower.values()).containsExactly("produced since");
  }

  @Test
  void goesOnWhereSomebodyStopped() {
    harness.createTopic(topic, 2);
    produce(0, "a");
    produce(1, "b");
    RecordingFollower first = read(new Start.Earliest());
    await("two records", () -> first.records().size() == 2);
    produce(0, "c");
    produce(1, "d");
    await("four records", () -> first.records().size() == 4);

    RecordingFollower second = read(new Start.At(Positions.of(1, 2)));
    RecordingFollower third = read(new Start.At(first.end()));
    produce(1, "e");
    await("two records", () -> second.records().size() == 2);
    await("a record", () -> third.records().size() == 1);
    assertThat(second.values()).containsExactlyInAnyOrder("c", "e");
    assertThat(third.values()).containsExactly("e");
    assertThat(third.gaps()).isEmpty();
  }

  @Test
  void readsPartitionsThatAPositionDoesNotKnowFromTheirBeginning() {
    harness.createTopic(topic, 1);
    produce(0, "read");
    Cursor stopped = located(new Start.Latest());
    harness.growTopic(topic, 3);
    produce(2, "new");
    produce(0, "old");

    RecordingFollower follower = read(new Start.At(stopped.positions()));
    await("two records", () -> follower.records().size() == 2);
    assertThat(follower.values()).containsExactlyInAnyOrder("new", "old");
    assertThat(follower.end().count()).isEqualTo(3);
  }

  @Test
  void doesNotKnowAPositionOfPartitionsThatAreNotThere() {
    harness.createTopic(topic, 1);
    Start start = new Start.At(Positions.of(0, 0));
    RecordingFollower follower = new RecordingFollower();
    openOrRefused(reader(), stream, start, follower);

    assertThat(follower.refused()).isNotNull();
    assertThat(locate(stream, start)).isInstanceOf(Located.Refused.class);
  }

  @Test
  void bringsTheTailsRecordsToAReaderToo() {
    harness.createTopic(topic, 1);
    RecordingFollower live = open(stream);
    RecordingFollower past = read(new Start.Earliest());
    RecordingFollower other = read(new Start.Earliest());
    for (int i = 0; i < 50; i++) {
      produce(0, Integer.toString(i));
    }

    await("50 records", () -> live.records().size() == 50);
    await("50 records", () -> past.records().size() == 50);
    await("50 records", () -> other.records().size() == 50);
    assertThat(past.values()).isEqualTo(live.values());
    assertThat(other.values()).isEqualTo(live.values());
  }

  @Test
  void saysNothingOnceItsReaderHasStopped() {
    harness.createTopic(topic, 1);
    Reader reader = reader();
    RecordingFollower follower = read(reader, new Start.Earliest(), new RecordingFollower());
    CompletableFuture<Boolean> stopped = new CompletableFuture<>();
    reader.execute(
        () -> {
          reader.stop();
          follower.ended();
          stopped.complete(true);
        });
    await("it is stopped", stopped::isDone);
    RecordingFollower other = read(new Start.Earliest());
    produce(0, "not for it");

    await("a record", () -> other.records().size() == 1);
    assertThat(follower.records()).isEmpty();
  }

  @Test
  void movesOnOverWhatHasNoRecord() {
    harness.createTopic(topic, 1);
    RecordingFollower live = open(stream);
    RecordingFollower past = read(new Start.Earliest());
    produce(0, "read");
    harness.produceTransaction(topic, 0, false, MemoryRecord.of("k", "aborted"));

    await("the end", () -> live.end().next(0) == 3);
    await("the end", () -> past.end().next(0) == 3);
    assertThat(live.values()).containsExactly("read");
    assertThat(past.values()).containsExactly("read");
    assertThat(past.gaps()).isEmpty();
  }

  @Test
  void locatesWhatItOpens() {
    harness.createTopic(topic, 2);
    produceAt(0, 1_000, "a");
    produceAt(0, 2_000, "b");
    produceAt(1, 3_000, "c");
    harness.deleteRecords(topic, 1, 1);

    assertThat(offsets(located(new Start.Latest()))).containsExactly(2, 1);
    assertThat(offsets(located(new Start.Earliest()))).containsExactly(0, 1);
    assertThat(offsets(located(new Start.Since(1_500)))).containsExactly(1, 1);
    assertThat(offsets(located(new Start.At(Positions.of(1, 0))))).containsExactly(1, 0);
    assertThat(read(new Start.Latest()).begin()).isEqualTo(located(new Start.Latest()));
    assertThat(read(new Start.Earliest()).begin()).isEqualTo(located(new Start.Earliest()));
    Start since = new Start.Since(1_500);
    assertThat(read(since).begin()).isEqualTo(located(since));
  }

  private static long[] offsets(Cursor cursor) {
    long[] offsets = new long[cursor.positions().count()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = cursor.positions().next(i);
    }
    return offsets;
  }

  @Test
  void locatesTheEndBehindACommittedTransaction() {
    harness.createTopic(topic, 1);
    harness.produceTransaction(topic, 0, true, MemoryRecord.of("k", "committed"));

    // Markers are written after a commit is acknowledged.
    await("its end", () -> located(new Start.Latest()).positions().next(0) == 2);
  }

  @Test
  void knowsATopicAgainButNotTheNextOneOfThatName() {
    harness.createTopic(topic, 1);
    Cursor before = located(new Start.Latest());
    assertThat(located(new Start.Earliest()).topic()).isEqualTo(before.topic());
    assertThat(read(new Start.Earliest()).begin()).isEqualTo(before);
    harness.deleteTopic(topic);
    harness.createTopic(topic, 1);

    Cursor after = located(new Start.Latest());
    assertThat(after.topic()).isNotEqualTo(before.topic());
    assertThat(after.topic().isNamed(topic)).isTrue();
  }

  @Test
  void tellsAReaderThatTheTopicIsAnotherOneNow() {
    harness.createTopic(topic, 1);
    produce(0, "old");
    RecordingFollower follower = read(new Start.Earliest());
    await("a record", () -> follower.records().size() == 1);
    harness.deleteTopic(topic);
    harness.createTopic(topic, 1);
    produce(0, "new");

    await("the loss", () -> follower.lost() != null);
    assertThat(follower.values()).containsExactly("old");
  }

  @Test
  void locatesNothingInATopicThatIsNotThere() {
    assertThat(locate(stream, new Start.Earliest()))
        .isInstanceOfSatisfying(
            Located.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(ErrorCode.TOPIC_NOT_FOUND));
  }

  @Test
  void createsATopicThatItLocatesWhereTheStreamSaysSo() {
    Stream created = new Stream("c-" + topic, topic, Format.JSON, true, true);

    assertThat(locate(created, new Start.Latest())).isInstanceOf(Located.Found.class);
  }
}
