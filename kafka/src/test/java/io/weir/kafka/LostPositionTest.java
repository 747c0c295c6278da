package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.TopicReading.LostPosition;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GapTest {
  private static final Topics.Bounds BOUNDS = new Topics.Bounds(10, 20);

  @Test
  void goesOnWhereTheLogBegins() {
    assertThat(Gap.of(new LostPosition(5, OptionalLong.empty()), BOUNDS))
        .isEqualTo(new Gap(10, "retention"));
  }

  @Test
  void goesOnAtTheEndOfALogThatLostItsEnd() {
    assertThat(Gap.of(new LostPosition(25, OptionalLong.empty()), BOUNDS))
        .isEqualTo(new Gap(20, "truncated"));
  }

  @Test
  void goesOnWhereTheLogTookAnotherCourse() {
    assertThat(Gap.of(new LostPosition(25, OptionalLong.of(17)), BOUNDS))
        .isEqualTo(new Gap(17, "truncated"));
  }

  @Test
  void neverGoesBackToWhatIsNotKept() {
    assertThat(Gap.of(new LostPosition(25, OptionalLong.of(3)), BOUNDS))
        .isEqualTo(new Gap(10, "truncated"));
  }
}
