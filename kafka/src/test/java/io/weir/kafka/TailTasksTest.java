package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TailTasksTest {
  private final AtomicInteger wakes = new AtomicInteger();
  private final TailTasks tasks = new TailTasks(wakes::incrementAndGet);
  private final List<Integer> ran = new ArrayList<>();

  @Test
  void runsTasksInTheOrderOfTheCalls() {
    for (int i = 0; i < 10; i++) {
      int number = i;
      tasks.add(() -> ran.add(number));
    }
    tasks.run();
    assertThat(ran).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void wakesAPollOnceForManyTasks() {
    assertThat(tasks.beginPoll()).isTrue();
    for (int i = 0; i < 1_000; i++) {
      tasks.add(() -> ran.add(0));
    }
    tasks.endPoll();
    assertThat(wakes).hasValue(1);
    tasks.run();
    assertThat(ran).hasSize(1_000);
  }

  @Test
  void wakesNobodyWhileTheTailIsRunning() {
    tasks.add(() -> ran.add(0));
    assertThat(wakes).hasValue(0);
  }

  @Test
  void doesNotPollOrWaitPastATask() {
    tasks.add(() -> ran.add(0));
    assertThat(tasks.beginPoll()).isFalse();
    tasks.await(Duration.ofMinutes(1)); // would time the test out
    tasks.run();
    assertThat(tasks.beginPoll()).isTrue();
  }

  @Test
  void leavesTasksThatTasksAddToTheNextRound() {
    tasks.add(() -> tasks.add(() -> ran.add(0)));
    tasks.run();
    assertThat(ran).isEmpty();
    tasks.run();
    assertThat(ran).hasSize(1);
  }

  @Test
  void survivesATaskThatFails() {
    tasks.add(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    tasks.add(() -> ran.add(0));
    tasks.run();
    assertThat(ran).hasSize(1);
  }

  @Test
  void dropsTasksOnceClosed() {
    tasks.add(() -> ran.add(0));
    tasks.close();
    tasks.add(() -> ran.add(0));
    tasks.run();
    assertThat(ran).isEmpty();
  }

  @Test
  void losesNoWakeUp() throws InterruptedException {
    int count = 20_000;
    CountDownLatch done = new CountDownLatch(count);
    Thread tail =
        Thread.ofPlatform()
            .start(
                () -> {
                  tasks.bind();
                  while (done.getCount() > 0) {
                    tasks.run();
                    tasks.await(Duration.ofMinutes(1));
                  }
                });
    for (int i = 0; i < count; i++) {
      tasks.add(done::countDown);
    }
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    tasks.add(() -> {});
    tail.join();
  }
}
