package io.weir.testing.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ManualLoopTest {
  private final ManualLoop loop = new ManualLoop();
  private final List<String> ran = new ArrayList<>();

  @Test
  void runsOneTaskAStepInTheOrderOfTheCalls() {
    loop.execute(() -> ran.add("a"));
    loop.execute(() -> ran.add("b"));
    assertThat(loop.pending()).isEqualTo(2);
    assertThat(loop.step()).isTrue();
    assertThat(ran).containsExactly("a");
    assertThat(loop.step()).isTrue();
    assertThat(loop.step()).isFalse();
    assertThat(ran).containsExactly("a", "b");
  }

  @Test
  void isInTheLoopWhileAStepRunsOnly() {
    List<Boolean> inLoop = new ArrayList<>();
    loop.run(() -> inLoop.add(loop.inLoop()));
    assertThat(inLoop).containsExactly(true);
    assertThat(loop.inLoop()).isFalse();
  }

  @Test
  void runsDelayedTasksAtTheirTimes() {
    List<Long> times = new ArrayList<>();
    loop.after(Duration.ofNanos(20), () -> times.add(loop.nowNanos()));
    loop.after(
        Duration.ofNanos(10),
        () -> loop.after(Duration.ofNanos(5), () -> times.add(loop.nowNanos())));
    loop.advance(Duration.ofNanos(14));
    assertThat(times).isEmpty();
    loop.advance(Duration.ofNanos(100));
    assertThat(times).containsExactly(15L, 20L);
    assertThat(loop.nowNanos()).isEqualTo(114);
  }

  @Test
  void runsWhatBecameDueWhileItStoodStillOnceItMoves() {
    loop.after(Duration.ofSeconds(1), () -> ran.add("due"));
    loop.execute(() -> ran.add("waiting"));
    loop.stall(Duration.ofSeconds(5));
    assertThat(ran).isEmpty();
    loop.run();
    assertThat(ran).containsExactly("waiting", "due");
  }

  @Test
  void dropsEverythingOnceItHasStopped() {
    loop.execute(() -> ran.add("waiting"));
    loop.stop();
    loop.execute(() -> ran.add("late"));
    loop.after(Duration.ZERO, () -> ran.add("later"));
    loop.advance(Duration.ofSeconds(1));
    assertThat(ran).isEmpty();
  }
}
