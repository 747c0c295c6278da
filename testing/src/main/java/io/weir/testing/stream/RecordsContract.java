package io.weir.testing.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.stream.Header;
import io.weir.engine.stream.LogRecord;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a {@link io.weir.engine.stream.Tail} brings of a topic: which records, and in which order.
 */
public abstract class RecordsContract extends LogContract {

  @Test
  void deliversEverythingProducedAfterItOpened() {
    harness.createTopic(topic, 1);
    produce(0, "before");
    RecordingFollower follower = open(stream);
    produce(0, "first");
    produce(0, "second");

    await("two records", () -> follower.records().size() == 2);
    assertThat(follower.values()).containsExactly("first", "second");
  }

  @Test
  void keepsTheOrderOfEachPartitionAndRepeatsNothing() {
    harness.createTopic(topic, 3);
    RecordingFollower follower = open(stream);
    for (int i = 0; i < 300; i++) {
      produce(i % 3, Integer.toString(i));
    }

    await("300 records", () -> follower.records().size() >= 300);
    for (int partition = 0; partition < 3; partition++) {
      int of = partition;
      assertThat(follower.records().stream().filter(r -> r.partition() == of))
          .extracting(LogRecord::offset)
          .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(Long::valueOf).toList());
    }
  }

  @Test
  void bringsRecordsAsTheyStandInTheLog() {
    harness.createTopic(topic, 1);
    RecordingFollower follower = open(stream);
    List<Header> headers =
        List.of(
            new Header("a", new byte[] {1}), new Header("a", null), new Header("b", new byte[0]));
    byte[] bytes = {0, -1, 7};
    harness.produce(topic, 0, new MemoryRecord(bytes, bytes, headers, 1_700_000_000_123L));
    harness.produce(topic, 0, MemoryRecord.of(null, null));

    await("two records", () -> follower.records().size() == 2);
    LogRecord record = follower.records().getFirst();
    assertThat(record.key()).isEqualTo(bytes);
    assertThat(record.value()).isEqualTo(bytes);
    assertThat(record.timestampMillis()).isEqualTo(1_700_000_000_123L);
    assertThat(record.headers()).usingRecursiveComparison().isEqualTo(headers);
    assertThat(follower.records().getLast().key()).isNull();
    assertThat(follower.records().getLast().value()).isNull();
  }

  @Test
  void neverShowsWhatWasAborted() {
    harness.createTopic(topic, 1);
    RecordingFollower follower = open(stream);
    harness.produceTransaction(topic, 0, false, MemoryRecord.of("k", "aborted"));
    harness.produceTransaction(
        topic, 0, true, MemoryRecord.of("k", "one"), MemoryRecord.of("k", "two"));
    harness.produceTransaction(topic, 0, false, MemoryRecord.of("k", "aborted"));
    produce(0, "three");

    await("three records", () -> follower.records().size() >= 3);
    assertThat(follower.values()).containsExactly("one", "two", "three");
  }

  @Test
  void saysNothingAfterItWasClosed() {
    harness.createTopic(topic, 1);
    RecordingFollower follower = open(stream);
    produce(0, "read");
    await("a record", () -> follower.records().size() == 1);
    close(stream, follower);
    produce(0, "not read");

    RecordingFollower next = open(stream);
    produce(0, "read again");
    await("a record", () -> next.records().size() == 1);
    assertThat(next.values()).containsExactly("read again");
    assertThat(follower.values()).containsExactly("read");
  }

  @Test
  void mayBeClosedFromWithinATick() {
    harness.createTopic(topic, 1);
    RecordingFollower follower = open(stream);
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    follower.onNextTick(
        () -> {
          tail.close(stream);
          follower.ended();
          closed.complete(true);
        });
    await("it is closed", closed::isDone);
    produce(0, "not read");

    RecordingFollower next = open(stream);
    produce(0, "read");
    await("a record", () -> next.records().size() == 1);
    assertThat(follower.records()).isEmpty();
  }

  @Test
  void readsNothingWhileItIsHeldAndEverythingAfterwards() {
    harness.createTopic(topic, 1);
    RecordingFollower follower = open(stream);
    follower.setHold(true);
    awaitTicks(follower, 2);
    for (int i = 0; i < 100; i++) {
      produce(0, Integer.toString(i));
    }
    awaitTicks(follower, 10);
    assertThat(follower.records()).isEmpty();
    follower.setHold(false);

    await("all records", () -> follower.records().size() == 100);
    assertThat(follower.values())
        .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(Integer::toString).toList());
  }
}
