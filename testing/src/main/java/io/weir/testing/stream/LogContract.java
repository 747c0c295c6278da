package io.weir.testing.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Located;
import io.weir.engine.stream.Reader;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.Tail;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every {@link io.weir.engine.stream.Log} does, in memory and with Kafka, by theme: {@link
 * RecordsContract}, {@link TopicsContract}, {@link TailContract}, {@link StartContract}, {@link
 * GapContract}. Topics get names of their own, so one log may serve many tests.
 */
abstract class LogContract {
  private static final long PAUSE_NANOS = 1_000_000;

  private final List<RecordingFollower> followers = new ArrayList<>();
  private final List<Reader> readers = new ArrayList<>();
  final String topic = "contract-" + UUID.randomUUID();
  final Stream stream = new Stream("s-" + topic, topic, Format.JSON, false, true);
  LogHarness harness;
  Tail tail;

  /** A harness for one test, which closes it. */
  protected abstract LogHarness harness();

  @BeforeEach
  void start() {
    harness = harness();
    tail = harness.log().tail(stream);
  }

  @AfterEach
  void end() {
    readers.forEach(Reader::stop);
    harness.close();
    assertThat(followers).allSatisfy(follower -> assertThat(follower.violation()).isNull());
  }

  /** Opens a stream and waits until it is open. */
  RecordingFollower open(Stream of) {
    RecordingFollower follower = openOrRefused(of);
    assertThat(follower.refused()).isNull();
    return follower;
  }

  /** A reader, which is stopped when the test ends. */
  Reader reader() {
    Reader reader = harness.log().reader(stream);
    readers.add(reader);
    return reader;
  }

  /** Reads the stream from a start, with a reader of its own. */
  RecordingFollower read(Start start) {
    return read(reader(), start, new RecordingFollower());
  }

  RecordingFollower read(Reader on, Start start, RecordingFollower follower) {
    openOrRefused(on, stream, start, follower);
    assertThat(follower.refused()).isNull();
    return follower;
  }

  Located locate(Stream of, Start start) {
    CompletableFuture<Located> answer = harness.log().locate(of, start).toCompletableFuture();
    await("where it is", answer::isDone);
    return answer.join();
  }

  /** Where a start is; it must be somewhere. */
  Cursor located(Start start) {
    return assertThat(locate(stream, start))
        .asInstanceOf(InstanceOfAssertFactories.type(Located.Found.class))
        .actual()
        .cursor();
  }

  RecordingFollower openWithPatience(Stream of) {
    long deadline = System.nanoTime() + harness.patience().toNanos();
    RecordingFollower follower = openOrRefused(of);
    while (!follower.isOpen() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(100 * PAUSE_NANOS);
      follower = openOrRefused(of);
    }
    assertThat(follower.refused()).isNull();
    return follower;
  }

  RecordingFollower openOrRefused(Stream of) {
    RecordingFollower follower = new RecordingFollower();
    Tail on = harness.log().tail(of);
    return openOrRefused(on, of, new Start.Latest(), follower);
  }

  RecordingFollower openOrRefused(Tail on, Stream of, Start start, RecordingFollower follower) {
    followers.add(follower);
    on.execute(() -> on.open(of, start, follower));
    await("an answer", () -> follower.isOpen() || follower.refused() != null);
    return follower;
  }

  void close(Stream of, RecordingFollower follower) {
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    tail.execute(
        () -> {
          tail.close(of);
          follower.ended();
          closed.complete(true);
        });
    await("it is closed", closed::isDone);
  }

  void produce(int partition, String value) {
    harness.produce(topic, partition, MemoryRecord.of("key", value));
  }

  void awaitTicks(RecordingFollower follower, int count) {
    long before = follower.ticks();
    await(count + " ticks", () -> follower.ticks() >= before + count);
  }

  void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + harness.patience().toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + harness.patience() + ": " + what);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
