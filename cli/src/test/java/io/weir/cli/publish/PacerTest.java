package io.weir.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PacerTest {
  private Instant now = Instant.EPOCH;
  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void spreadsRecordsOverASecond() throws InterruptedException {
    Pacer pacer = pacer(4);
    for (int i = 0; i < 5; i++) {
      pacer.await();
    }
    assertThat(now).isEqualTo(Instant.EPOCH.plusSeconds(1));
  }

  @Test
  void doesNotMakeUpForAnOutage() throws InterruptedException {
    Pacer pacer = pacer(4);
    pacer.await();
    now = now.plusSeconds(60);
    pacer.await();
    pacer.await();
    assertThat(pauses).containsExactly(Duration.ofMillis(250));
  }

  @Test
  void withoutARateNothingWaits() throws InterruptedException {
    Pacer pacer = pacer(0);
    pacer.await();
    pacer.await();
    assertThat(pauses).isEmpty();
  }

  private Pacer pacer(double perSecond) {
    return new Pacer(
        perSecond,
        () -> now,
        pause -> {
          pauses.add(pause);
          now = now.plus(pause);
        });
  }
}
