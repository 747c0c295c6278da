package io.weir.testing.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.stream.Format;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.Tail;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every {@link io.weir.engine.stream.Log} does, in memory and with Kafka, by theme: {@link
 * RecordsContract}, {@link TopicsContract}, {@link TailContract}. Topics get names of their own, so
 * one log may serve many tests.
 */
abstract class LogContract {
  private static final long PAUSE_NANOS = 1_000_000;

  private final List<RecordingFollower> followers = new ArrayList<>();
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
    harness.close();
    assertThat(followers).allSatisfy(follower -> assertThat(follower.violation()).isNull());
  }

  /** Opens a stream and waits until it is open. */
  RecordingFollower open(Stream of) {
    RecordingFollower follower = openOrRefused(of);
    assertThat(follower.refused()).isNull();
    return follower;
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
    followers.add(follower);
    Tail on = harness.log().tail(of);
    on.execute(() -> on.open(of, new Start.Latest(), follower));
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
