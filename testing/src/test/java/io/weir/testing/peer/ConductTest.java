package io.weir.testing.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConductTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "steady",
        "stall",
        "status:429",
        "deaf",
        "mute slow drip",
        "reset after:20",
        "cut",
        "close after:7",
        "slow close:1012 after:50"
      })
  void isTheWordsThatItIsReadFrom(String words) {
    assertThat(Conduct.parse(words)).hasToString(words);
  }

  @Test
  void namesTheWordsThatThereAre() {
    assertThatThrownBy(() -> Conduct.parse("slow sloppy"))
        .hasMessageContaining("sloppy is none of: steady, stall");
  }

  @Test
  void aPlanStaysWithItsLastConduct() {
    Plan plan = Plan.of("stall", "close:1001");
    assertThat(IntStream.of(0, 1, 2, 9).mapToObj(plan::conduct))
        .extracting(Conduct::toString)
        .containsExactly("stall", "close:1001", "close:1001", "close:1001");
  }

  @Test
  void aSeedIsAPlanThatCanBeRepeatedAndHasEverything() {
    List<Conduct> first = conducts(new SeededPlan(7));

    assertThat(conducts(new SeededPlan(7))).isEqualTo(first);
    assertThat(conducts(new SeededPlan(8))).isNotEqualTo(first);
    assertThat(first).flatExtracting(Conduct::habits).contains(Conduct.Habit.values());
    assertThat(first).extracting(Conduct::ending).contains(Conduct.Ending.values());
    assertThat(first).extracting(Conduct::status).contains(200, 301, 400, 401, 403, 404, 429, 503);
    assertThat(first).extracting(Conduct::code).contains(0, 1000, 1002, 1008, 1013, 4500);
  }

  private static List<Conduct> conducts(Plan plan) {
    return IntStream.range(0, 1_000).mapToObj(plan::conduct).toList();
  }
}
