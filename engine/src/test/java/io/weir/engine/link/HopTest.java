package io.weir.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HopTest {
  private static final long PATIENCE = 1_000;

  private final Hop hop = new Hop(100, PATIENCE);

  @Test
  void isOpenBelowTheLimit() {
    hop.add(99);
    assertThat(hop.state(0)).isEqualTo(Hop.State.OPEN);
    assertThat(hop.isFull()).isFalse();
  }

  @Test
  void isFullFromTheLimitOn() {
    hop.add(100);
    assertThat(hop.state(0)).isEqualTo(Hop.State.FULL);
    assertThat(hop.isFull()).isTrue();
    assertThat(hop.state(PATIENCE - 1)).isEqualTo(Hop.State.FULL);
  }

  @Test
  void isStalledOnceTheLoopHasTakenNothingForThePatience() {
    hop.add(150);
    hop.state(7);
    assertThat(hop.state(7 + PATIENCE)).isEqualTo(Hop.State.STALLED);
  }

  @Test
  void waitsAnewWheneverTheLoopTakesABatch() {
    hop.add(150);
    hop.state(0);
    hop.take(10);
    assertThat(hop.state(PATIENCE - 1)).isEqualTo(Hop.State.FULL);
    assertThat(hop.state(PATIENCE + 10)).isEqualTo(Hop.State.FULL);
    assertThat(hop.state(2 * PATIENCE - 1)).isEqualTo(Hop.State.STALLED);
  }

  @Test
  void isOpenAgainOnceThereIsRoom() {
    hop.add(150);
    hop.state(0);
    hop.state(PATIENCE);
    hop.take(60);
    assertThat(hop.state(PATIENCE)).isEqualTo(Hop.State.OPEN);
    assertThat(hop.bytes()).isEqualTo(90);
    hop.add(60);
    assertThat(hop.state(2 * PATIENCE)).isEqualTo(Hop.State.FULL);
  }
}
