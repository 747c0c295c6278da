package io.weir.engine.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** RFC 6455 section 5.5: a control frame has at most 125 bytes, 2 of them the code. */
final class CloseReasonTest {

  @Test
  void keepsReasonsThatFit() {
    assertThat(reason("")).isEmpty();
    assertThat(reason("x".repeat(123))).isEqualTo("x".repeat(123));
    assertThat(reason("ä".repeat(61))).isEqualTo("ä".repeat(61));
    assertThat(reason("€".repeat(41))).isEqualTo("€".repeat(41));
  }

  @Test
  void cutsLongerOnesAtACharacter() {
    assertThat(reason("x".repeat(124))).isEqualTo("x".repeat(123));
    assertThat(reason("ä".repeat(62))).isEqualTo("ä".repeat(61));
    assertThat(reason("xx" + "€".repeat(41))).isEqualTo("xx" + "€".repeat(40));
    assertThat(reason("🚚".repeat(31))).isEqualTo("🚚".repeat(30));
  }

  @Test
  void losesOnlyTheHalfCharacterWhereTextIsBroken() {
    String broken = "x".repeat(50) + '\uD83D' + "y".repeat(10);
    assertThat(reason(broken)).isEqualTo("x".repeat(50) + '?' + "y".repeat(10));
    assertThat(reason(broken).getBytes(StandardCharsets.UTF_8)).hasSize(61);
  }

  @Test
  void saysWhatARefusalSays() {
    assertThat(CloseReason.of(new Refusal(ErrorCode.SLOW, "slow: 2 bytes unsent, limit 1")))
        .isEqualTo(new CloseReason(4250, "slow: 2 bytes unsent, limit 1"));
  }

  private static String reason(String text) {
    return new CloseReason(4000, text).reason();
  }
}
