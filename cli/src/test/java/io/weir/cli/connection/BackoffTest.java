package io.weir.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  /** Always the largest number that was asked for. */
  private static final RandomGenerator LARGEST =
      new Random() {
        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  @Test
  void ceilingDoublesFromOneSecondToThirty() {
    assertThat(seconds(new Backoff(LARGEST)::next, 7))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
  }

  @Test
  void resetBeginsAnew() {
    Backoff backoff = new Backoff(LARGEST);
    seconds(backoff::next, 4);
    backoff.reset();
    assertThat(seconds(backoff::next, 2)).containsExactly(1L, 2L);
  }

  @Test
  void slowerIsFourTimesAsLongAndASecondMore() {
    assertThat(seconds(new Backoff(LARGEST)::nextSlower, 3)).containsExactly(5L, 9L, 17L);
  }

  @Test
  void jitterIsFull() {
    Random random = new Random(1);
    List<Long> firsts =
        Stream.generate(() -> new Backoff(random).next().toMillis()).limit(1000).toList();
    assertThat(firsts).allMatch(it -> it >= 0 && it <= 1000);
    assertThat(firsts).anyMatch(it -> it < 50).anyMatch(it -> it > 950);
  }

  private static List<Long> seconds(Supplier<Duration> next, int times) {
    return Stream.generate(next).limit(times).map(Duration::toSeconds).toList();
  }
}
