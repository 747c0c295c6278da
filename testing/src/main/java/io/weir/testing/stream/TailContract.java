package io.weir.testing.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A {@link io.weir.engine.stream.Tail} as a thread: what runs on it, and when. */
public abstract class TailContract extends LogContract {

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
}
