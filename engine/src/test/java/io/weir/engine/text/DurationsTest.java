package io.weir.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({"250ms, PT0.25S", "15s, PT15S", "90m, PT90M", "36h, PT36H"})
  void readsWhatItPrints(String text, Duration duration) {
    assertThat(Durations.parse(text)).contains(duration);
    assertThat(Durations.print(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"7d, PT168H", "999999999d, PT23999999976H", "0s, PT0S"})
  void readsDays(String text, Duration duration) {
    assertThat(Durations.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "15", "s", "15 s", "1.5s", "-1s", "15S", "1000000000s", "15s "})
  void readsNothingElse(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }
}
