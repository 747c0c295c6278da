package io.weir.engine.dial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private static final Duration MIN = Duration.ofMillis(250);
  private static final Duration MAX = Duration.ofSeconds(30);

  @Test
  void everyWaitIsBelowACeilingThatDoublesToTheLongest() {
    for (int seed = 0; seed < 500; seed++) {
      Backoff backoff = backoff(seed);
      Duration ceiling = MIN;
      for (int i = 0; i < 12; i++) {
        assertThat(backoff.next()).as("seed %d", seed).isBetween(Duration.ZERO, ceiling);
        ceiling = ceiling.multipliedBy(2).compareTo(MAX) < 0 ? ceiling.multipliedBy(2) : MAX;
      }
    }
  }

  @Test
  void theWholeOfTheCeilingIsUsed() {
    List<Duration> waits = new ArrayList<>();
    for (int seed = 0; seed < 500; seed++) {
      waits.add(backoff(seed).next());
    }
    assertThat(waits).anyMatch(wait -> wait.compareTo(MIN.dividedBy(20)) < 0);
    assertThat(waits).anyMatch(wait -> wait.compareTo(MIN.multipliedBy(19).dividedBy(20)) > 0);
  }

  @Test
  void theLongestIsAtLeastHalfOfIt() {
    for (int seed = 0; seed < 500; seed++) {
      Backoff backoff = backoff(seed);
      assertThat(backoff.longest()).as("seed %d", seed).isBetween(MAX.dividedBy(2), MAX);
      assertThat(backoff.next()).as("seed %d", seed).isBetween(Duration.ZERO, MAX);
    }
  }

  @Test
  void beginsAnewOnceItWasOfUse() {
    for (int seed = 0; seed < 500; seed++) {
      Backoff backoff = backoff(seed);
      backoff.longest();
      backoff.reset();
      assertThat(backoff.next()).as("seed %d", seed).isBetween(Duration.ZERO, MIN);
    }
  }

  private static Backoff backoff(int seed) {
    return new Backoff(new BackoffSettings(MIN, MAX), new SplittableRandom(seed));
  }
}
