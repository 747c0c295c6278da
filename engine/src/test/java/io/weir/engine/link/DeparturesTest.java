package io.weir.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class DeparturesTest {
  private final Departures departures = new Departures();
  private long now = -Duration.ofHours(1).toNanos(); // a clock may stand anywhere

  private void depart(long expectedPauseMillis) {
    assertThat(departures.waitNanos(now)).isLessThanOrEqualTo(0);
    departures.onDeparture(now);
    assertThat(TimeUnit.NANOSECONDS.toMillis(departures.waitNanos(now)))
        .isEqualTo(expectedPauseMillis);
    now += Duration.ofMillis(expectedPauseMillis).toNanos();
  }

  @Test
  void theFirstPassBeginsAtOnceAndEachFurtherOneLater() {
    depart(200);
    depart(400);
    depart(800);
    depart(1_000);
    depart(1_000);
  }

  @Test
  void nobodyWaitsForWhatWasLongAgo() {
    depart(200);
    depart(400);
    now += Duration.ofSeconds(5).toNanos();
    depart(200);
  }
}
