package io.weir.testing.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Header;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.Tail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link io.weir.engine.stream.Log} does, in memory and with Kafka. Topics get names of
 * their own, so one log may serve many tests.
 */
public abstract class LogContract {
  private static final long PAUSE_NANOS = 1_000_000;

  private final List<RecordingFollower> followers = new ArrayList<>();
  private final String topic = "contract-" + UUID.randomUUID();
  private final Stream stream = new Stream("s-" + topic, topic, Format.JSON, false, true);
  private LogHarness harness;
  private Tail tail;

  /** A harness for one test, which closes it. */
  protected abstract LogHarness harness();

  @BeforeEach
  void start() {
    harness = harness();
    tail = harness.log().tail(stream);
  }

  @AfterEach
  void end() {
    harness.close();
    assertThat(followers).allSatisfy(follower -> assertThat(follower.violation()).isNull());
  }

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
    harness.produce(topic, 0, new MemoryRecord(bytes, bytes, headers, 1_800_000_000_123L));
    harness.produce(topic, 0, MemoryRecord.of(null, null));

    await("two records", () -> follower.records().size() == 2);
    LogRecord record = follower.records().getFirst();
    assertThat(record.key()).isEqualTo(bytes);
    assertThat(record.value()).isEqualTo(bytes);
    assertThat(record.timestampMillis()).isEqualTo(1_800_000_000_123L);
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
  void refusesATopicThatIsNotThere() {
    RecordingFollower follower = openOrRefused(stream);

    assertThat(follower.refused()).extracting(Refusal::code).isEqualTo(ErrorCode.TOPIC_NOT_FOUND);
  }

  @Test
  void opensAsSoonAsTheTopicIsThere() {
    openOrRefused(stream);
    harness.createTopic(topic, 2);

    RecordingFollower follower = openWithPatience(stream);
    produce(1, "here");
    await("a record", () -> follower.records().size() == 1);
  }

  @Test
  void createsATopicWhereTheStreamSaysSo() {
    Stream created = new Stream("c-" + topic, topic, Format.JSON, true, true);
    RecordingFollower follower = open(created);
    produce(0, "here");

    await("a record", () -> follower.records().size() == 1);
  }

  @Test
  void oneStreamsRefusalLeavesTheOthersAlone() {
    harness.createTopic(topic, 1);
    RecordingFollower follower = open(stream);
    Stream missing = new Stream("m-" + topic, "missing-" + topic, Format.JSON, false, true);
    openOrRefused(missing);
    produce(0, "here");

    await("a record", () -> follower.records().size() == 1);
  }

  @Test
  void tellsThatTheTopicWasDeleted() {
    harness.createTopic(topic, 1);
    RecordingFollower follower = open(stream);
    harness.deleteTopic(topic);

    await("the loss", () -> follower.lost() != null);
  }

  @Test
  void tellsThatTheTopicIsAnotherOneNow() {
    harness.createTopic(topic, 1);
    RecordingFollower follower = open(stream);
    produce(0, "old");
    await("a record", () -> follower.records().size() == 1);
    harness.deleteTopic(topic);
    harness.createTopic(topic, 1);
    produce(0, "new");

    await("the loss", () -> follower.lost() != null);
    assertThat(follower.values()).containsExactly("old");
    RecordingFollower next = openWithPatience(stream);
    produce(0, "newer");
    await("a record", () -> next.records().size() == 1);
    assertThat(next.values()).containsExactly("newer");
  }

  @Test
  void readsNewPartitionsFromTheirBeginning() {
    harness.createTopic(topic, 1);
    RecordingFollower follower = open(stream);
    harness.growTopic(topic, 3);
    produce(2, "in a new one");
    produce(0, "in the old one");

    await("both", () -> follower.records().size() == 2);
    assertThat(follower.values()).containsExactlyInAnyOrder("in a new one", "in the old one");
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

  @Test
  void runsTasksInTheirOrderOnOneThread() {
    List<Integer> order = new CopyOnWriteArrayList<>();
    List<Thread> threads = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 100; i++) {
      int number = i;
      tail.execute(
          () -> {
            order.add(number);
            threads.add(Thread.currentThread());
          });
    }

    await("all tasks", () -> order.size() == 100);
    assertThat(order).isSorted();
    assertThat(threads).containsOnly(threads.getFirst()).doesNotContain(Thread.currentThread());
  }

  @Test
  void runsTasksPromptlyWhileNothingIsRead() {
    harness.createTopic(topic, 1);
    open(stream);
    long begin = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      CompletableFuture<Boolean> ran = new CompletableFuture<>();
      tail.execute(() -> ran.complete(true));
      await("a task", ran::isDone);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void ticksWhileNothingIsRead() {
    harness.createTopic(topic, 1);
    RecordingFollower follower = open(stream);
    long begin = System.nanoTime();
    awaitTicks(follower, 2);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void givesAStreamTheSameTailEachTime() {
    assertThat(harness.log().tail(stream)).isSameAs(tail);
  }

  /** Opens a stream and waits until it is open. */
  private RecordingFollower open(Stream of) {
    RecordingFollower follower = openOrRefused(of);
    assertThat(follower.refused()).isNull();
    return follower;
  }

  private RecordingFollower openWithPatience(Stream of) {
    long deadline = System.nanoTime() + harness.patience().toNanos();
    RecordingFollower follower = openOrRefused(of);
    while (!follower.isOpen() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(100 * PAUSE_NANOS);
      follower = openOrRefused(of);
    }
    assertThat(follower.refused()).isNull();
    return follower;
  }

  private RecordingFollower openOrRefused(Stream of) {
    RecordingFollower follower = new RecordingFollower();
    followers.add(follower);
    Tail on = harness.log().tail(of);
    on.execute(() -> on.open(of, follower));
    await("an answer", () -> follower.isOpen() || follower.refused() != null);
    return follower;
  }

  private void close(Stream of, RecordingFollower follower) {
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    tail.execute(
        () -> {
          tail.close(of);
          follower.ended();
          closed.complete(true);
        });
    await("it is closed", closed::isDone);
  }

  private void produce(int partition, String value) {
    harness.produce(topic, partition, MemoryRecord.of("key", value));
  }

  private void awaitTicks(RecordingFollower follower, int count) {
    long before = follower.ticks();
    await(count + " ticks", () -> follower.ticks() >= before + count);
  }

  private void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + harness.patience().toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + harness.patience() + ": " + what);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
