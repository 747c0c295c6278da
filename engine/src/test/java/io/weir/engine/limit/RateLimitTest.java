package io.weir.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RateLimitTest {
  private static final long NOW = Long.MAX_VALUE - 5; // clocks may pass over

  private static long admitted(RateLimit limit, int times, long nowNanos) {
    return LongStream.range(0, times).filter(i -> limit.admits(nowNanos)).count();
  }

  @Test
  void admitsABurstAndThenTheRate() {
    RateLimit limit = new RateLimit(new Rate(10, 30), NOW);

    assertThat(admitted(limit, 100, NOW)).isEqualTo(30);
    assertThat(admitted(limit, 100, NOW + Duration.ofMillis(99).toNanos())).isZero();
    assertThat(admitted(limit, 100, NOW + Duration.ofMillis(100).toNanos())).isEqualTo(1);
    assertThat(admitted(limit, 100, NOW + Duration.ofSeconds(1).toNanos())).isEqualTo(9);
  }

  @Test
  void savesNoMoreThanABurst() {
    RateLimit limit = new RateLimit(new Rate(10, 30), NOW);

    assertThat(admitted(limit, 100, NOW + Duration.ofDays(1).toNanos())).isEqualTo(30);
  }

  @Test
  void admitsAnyNumberIfThereIsNoBound() {
    assertThat(admitted(new RateLimit(Rate.UNBOUNDED, NOW), 1_000_000, NOW)).isEqualTo(1_000_000);
  }

  @Test
  void isWrittenAsItIsRead() {
    assertThat(new Rate(10, 10)).hasToString("10/s");
    assertThat(new Rate(10, 30)).hasToString("10/s burst 30");
    assertThat(Rate.UNBOUNDED).hasToString("none");
  }
}
