package io.weir.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
  @ParameterizedTest
  @CsvSource({
    "addres, address, 1",
    "adress, address, 1",
    "otu, out, 1",
    "name, name, 0",
    "'', abc, 3",
    "kitten, sitting, 3",
    "ca, abc, 3",
    "bootstrap-servers, bootstrap.servers, 1"
  })
  void countsSlips(String a, String b, int slips) {
    assertThat(Nearest.slips(a, b)).isEqualTo(slips);
    assertThat(Nearest.slips(b, a)).isEqualTo(slips);
  }

  @Test
  void suggestsTheNearestAndNothingThatIsFar() {
    List<String> known = List.of("address", "name", "origins");
    assertThat(Nearest.of("origin", known)).contains("origins");
    assertThat(Nearest.of("ADDRESS", known)).contains("address");
    assertThat(Nearest.of("x", known)).isEmpty();
    assertThat(Nearest.of("b".repeat(100_000), known)).isEmpty();
    assertThat(Nearest.of("key", List.of("kez", "kex"))).contains("kex");
    assertThat(Nearest.of("handshake", known)).isEmpty();
    assertThat(Nearest.hint("nam", known)).isEqualTo("; did you mean `name`?");
  }
}
