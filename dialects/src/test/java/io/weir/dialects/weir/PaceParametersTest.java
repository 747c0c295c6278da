package io.weir.dialects.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.engine.error.RefusedException;
import io.weir.engine.link.Pace;
import io.weir.engine.stream.Slow;
import io.weir.engine.stream.SlowPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceParametersTest {
  private static Pace of(Map<String, List<String>> query) {
    return PaceParameters.of(new Query(query), SlowPolicy.ANY);
  }

  private static String refusal(Map<String, List<String>> query) {
    return catchThrowableOfType(RefusedException.class, () -> of(query)).refusal().message();
  }

  @ParameterizedTest
  @CsvSource({
    "catch-up, CATCH_UP",
    "conflate, CONFLATE",
    "drop-oldest, DROP_OLDEST",
    "disconnect, DISCONNECT"
  })
  void readsWhatHappensToASlowClient(String value, Slow slow) {
    assertThat(of(Map.of("slow", List.of(value)))).isEqualTo(new Pace(slow, 0));
  }

  @Test
  void namesTheNearestPolicy() {
    assertThat(refusal(Map.of("slow", List.of("catchup"))))
        .isEqualTo(
            "unknown slow catchup: did you mean catch-up? known: catch-up, conflate, disconnect,"
                + " drop-oldest");
  }

  @Test
  void keepsToWhatTheStreamAllows() {
    SlowPolicy policy = new SlowPolicy(Slow.DISCONNECT, Set.of(Slow.DISCONNECT, Slow.CATCH_UP));
    assertThat(PaceParameters.of(new Query(Map.of()), policy))
        .isEqualTo(new Pace(Slow.DISCONNECT, 0));
    assertThat(PaceParameters.of(new Query(Map.of("slow", List.of("catch-up"))), policy))
        .isEqualTo(new Pace(Slow.CATCH_UP, 0));
    for (Map<String, List<String>> query :
        List.of(Map.of("slow", List.of("conflate")), Map.of("max_rate", List.of("5")))) {
      assertThat(
              catchThrowableOfType(
                      RefusedException.class, () -> PaceParameters.of(new Query(query), policy))
                  .refusal()
                  .message())
          .endsWith("is not allowed for this stream: slow may be catch-up, disconnect");
    }
  }

  @Test
  void readsTheRate() {
    assertThat(of(Map.of("max_rate", List.of("1000000"))))
        .isEqualTo(new Pace(Slow.CATCH_UP, 1_000_000));
    assertThat(of(Map.of("max_rate", List.of("5"), "slow", List.of("conflate"))))
        .isEqualTo(new Pace(Slow.CONFLATE, 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1000001", "1.5", ""})
  void refusesARateThatCannotBe(String value) {
    assertThat(refusal(Map.of("max_rate", List.of(value))))
        .isEqualTo("parameter max_rate=" + value + ": give a whole number from 1 to 1,000,000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"catch-up", "drop-oldest", "disconnect"})
  void refusesARateWithAPolicyThatIsNotConflate(String slow) {
    assertThat(refusal(Map.of("max_rate", List.of("5"), "slow", List.of(slow))))
        .isEqualTo(
            "parameter max_rate leaves out all but each key's latest record, slow="
                + slow
                + " does not: leave one out, or give slow=conflate");
  }
}
