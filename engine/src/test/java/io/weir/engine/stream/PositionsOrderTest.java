package io.weir.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PositionsOrderTest {

  private static Positions at(long next, int epoch) {
    return Positions.of(new long[] {next}, new int[] {epoch});
  }

  @Test
  void anEarlierLeadersOffsetIsBehindALaterOnes() {
    assertThat(at(10, 0).hasPassed(at(7, 1))).isFalse();
    assertThat(at(7, 1).hasPassed(at(10, 0))).isTrue();
    assertThat(at(10, 0).hasPassed(at(10, 1))).isFalse();
    assertThat(at(10, 0).earlier(at(7, 1))).isEqualTo(at(10, 0));
    assertThat(at(7, 1).earlier(at(10, 0))).isEqualTo(at(10, 0));
  }

  @Test
  void theOffsetDecidesUnderOneLeaderAndWhereOneIsUnknown() {
    assertThat(at(10, 1).hasPassed(at(7, 1))).isTrue();
    assertThat(at(7, 1).hasPassed(at(10, 1))).isFalse();
    assertThat(at(10, Positions.NO_EPOCH).hasPassed(at(7, 1))).isTrue();
    assertThat(at(7, 1).hasPassed(at(10, Positions.NO_EPOCH))).isFalse();
  }

  @Test
  void theLeaderDoesNotMatterAtTheSameOffsetToWhoHasReachedIt() {
    assertThat(at(10, 0).hasReached(at(10, 1))).isTrue();
    assertThat(at(10, 0).hasReached(at(7, 1))).isFalse();
    assertThat(at(10, 1).hasReached(at(7, 1))).isTrue();
  }

  @Test
  void aPartitionThatIsNotKnownIsAtItsBeginning() {
    assertThat(at(10, 0).hasPassed(Positions.of(10, 1))).isFalse();
    assertThat(Positions.of(10, 1).hasPassed(at(10, 0))).isTrue();
  }
}
