package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.stream.Gap;
import io.weir.engine.stream.Gap.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LostPositionTest {
  private static final Topics.Bounds BOUNDS = new Topics.Bounds(10, 20);
  private static final TopicPartition PARTITION = new TopicPartition("t", 3);
  private static final long TEN_SECONDS = Duration.ofSeconds(10).toNanos();

  private static LostPosition outOfRange(long offset) {
    return LostPosition.of(new OffsetOutOfRangeException(Map.of(PARTITION, offset)), 0).getFirst();
  }

  private static LostPosition diverged(long offset, long divergent) {
    var at = Map.of(PARTITION, new OffsetAndMetadata(divergent, Optional.of(7), ""));
    return LostPosition.of(new LogTruncationException("", Map.of(PARTITION, offset), at), 0)
        .getFirst();
  }

  private static Gap truncated(long from, long to, int epoch) {
    return new Gap(3, from, to, Reason.TRUNCATED, epoch);
  }

  @Test
  void goesOnWhereTheLogBegins() {
    assertThat(outOfRange(5).gaps(BOUNDS)).containsExactly(new Gap(3, 5, 9, Reason.RETENTION));
    assertThat(outOfRange(5).isWaiting(BOUNDS, 0)).isFalse();
  }

  @Test
  void waitsTenSecondsForAnEndThatMayCome() {
    assertThat(outOfRange(25).isWaiting(BOUNDS, TEN_SECONDS - 1)).isTrue();
    assertThat(outOfRange(25).isWaiting(BOUNDS, TEN_SECONDS)).isFalse();
    assertThat(outOfRange(20).isWaiting(BOUNDS, 0)).isFalse();
    assertThat(diverged(25, 17).isWaiting(BOUNDS, 0)).isFalse();
  }

  @Test
  void goesOnAtTheEndOfALogThatLostItsEnd() {
    assertThat(outOfRange(25).gaps(BOUNDS)).containsExactly(truncated(20, 24, -1));
  }

  @Test
  void goesOnWhereTheLogTookAnotherCourse() {
    assertThat(diverged(25, 17).gaps(BOUNDS)).containsExactly(truncated(17, 24, 7));
    assertThat(diverged(19, 17).gaps(BOUNDS)).containsExactly(truncated(17, 18, 7));
  }

  @Test
  void neverGoesBackToWhatIsNotKept() {
    List<Gap> gaps = diverged(25, 3).gaps(BOUNDS);
    assertThat(gaps).containsExactly(truncated(3, 24, 7), new Gap(3, 3, 9, Reason.RETENTION));
    assertThat(gaps.getLast().next()).isEqualTo(BOUNDS.begin());
  }

  @Test
  void tellsNothingOfWhatHasComeMeanwhile() {
    assertThat(outOfRange(20).gaps(BOUNDS)).isEmpty();
    assertThat(outOfRange(15).gaps(BOUNDS)).isEmpty();
  }

  @Test
  void knowsThatTheLeaderDoesNotKnowAnEpoch() {
    var unknown = new LogTruncationException("", Map.of(PARTITION, 15L), Map.of());
    assertThat(LostPosition.of(unknown, 0)).allMatch(LostPosition::isUnknown);
    assertThat(outOfRange(5).isUnknown()).isFalse();
    assertThat(diverged(25, 17).isUnknown()).isFalse();
  }
}
