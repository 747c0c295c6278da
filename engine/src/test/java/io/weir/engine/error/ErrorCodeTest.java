package io.weir.engine.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ErrorCodeTest {
  private static final Set<Integer> USER_CODES = Set.of(1002, 1003, 1007, 1008, 1009);
  private static final Set<Integer> TRANSIENT_CODES = Set.of(1001, 1012, 1013);

  /** What a client may conclude from a number it does not know: whether to come again. */
  @ParameterizedTest
  @EnumSource
  void keepsToTheRangesOfItsKind(ErrorCode code) {
    int status = code.httpStatus();
    int close = code.closeCode();
    switch (code.kind()) {
      case USER -> {
        assertThat(status).isBetween(400, 499).isNotEqualTo(429);
        assertThat(USER_CODES.contains(close) || (close >= 4500 && close <= 4999)).isTrue();
      }
      case TRANSIENT -> {
        assertThat(status).isEqualTo(503);
        assertThat(TRANSIENT_CODES.contains(close) || (close >= 4000 && close <= 4249)).isTrue();
      }
      case LIMIT -> {
        assertThat(status).isEqualTo(429);
        assertThat(close).isBetween(4250, 4499);
      }
      case INTERNAL, ENVIRONMENT -> {
        assertThat(status).isEqualTo(500);
        assertThat(close).isEqualTo(1011);
      }
    }
  }

  @Test
  void namesCodesInSnakeCase() {
    assertThat(ErrorCode.STREAM_NOT_FOUND.id()).isEqualTo("stream_not_found");
  }

  @Test
  void writesRefusalsAsJson() {
    assertThat(ErrorJson.of(new Refusal(ErrorCode.NOT_FOUND, "no \"x\"\n")))
        .isEqualTo("{\"error\":\"not_found\",\"message\":\"no \\\"x\\\"\\n\"}");
    assertThat(ErrorJson.control(new Refusal(ErrorCode.NOT_FOUND, "no \"x\"\n")))
        .isEqualTo("{\"error\":{\"code\":\"not_found\",\"message\":\"no \\\"x\\\"\\n\"}}");
  }

  @Test
  void carriesARefusalAsAnException() {
    Refusal refusal = new Refusal(ErrorCode.IDLE, "nothing arrived");
    assertThat(refusal.asException()).hasMessage("nothing arrived");
    assertThat(refusal.asException().refusal()).isEqualTo(refusal);
  }
}
