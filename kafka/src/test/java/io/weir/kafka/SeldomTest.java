package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeldomTest {

  @Test
  void isDueOnceInEveryPause() {
    Seldom seldom = new Seldom(Duration.ofNanos(10));
    assertThat(seldom.isDue(Long.MAX_VALUE - 4)).isTrue();
    assertThat(seldom.isDue(Long.MAX_VALUE)).isFalse();
    assertThat(seldom.isDue(Long.MAX_VALUE + 6)).isTrue(); // past the clock's overflow
  }
}
