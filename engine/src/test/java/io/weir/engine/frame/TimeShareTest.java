package io.weir.engine.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeShareTest {
  private static final long BURST = TimeShare.BURST_NANOS;

  private final TimeShare share = new TimeShare(0);

  @Test
  void isUsedUpByABurst() {
    share.spend(BURST - 1);
    assertThat(share.hasLeft(0)).isTrue();
    share.spend(1);
    assertThat(share.hasLeft(0)).isFalse();
  }

  @Test
  void comesBackWithHalfOfTheTime() {
    share.spend(BURST + 1_000);
    assertThat(share.hasLeft(1_000)).isFalse();
    assertThat(share.hasLeft(2_000)).isFalse();
    assertThat(share.hasLeft(2_002)).isTrue();
  }

  @Test
  void doesNotGrowBeyondABurst() {
    assertThat(share.hasLeft(100 * BURST)).isTrue();
    share.spend(BURST);
    assertThat(share.hasLeft(100 * BURST)).isFalse();
  }
}
