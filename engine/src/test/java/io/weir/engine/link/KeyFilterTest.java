package io.weir.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class KeyFilterTest {

  @Test
  void wantsEverythingWithoutPatterns() {
    assertThat(KeyFilter.of(List.of())).isEqualTo(KeyFilter.ALL);
    assertThat(KeyFilter.ALL.isAll()).isTrue();
  }

  @Test
  void wantsEverythingWhereOnePatternIsAStar() {
    assertThat(KeyFilter.of(List.of("truck-001", "*", "a*"))).isEqualTo(KeyFilter.ALL);
  }

  @Test
  void tellsKeysFromPrefixes() {
    KeyFilter filter = KeyFilter.of(List.of("truck-001", "car-*", "*-x"));
    assertThat(filter.exact())
        .extracting(KeyFilter.Key::toString)
        .containsExactly("truck-001", "*-x");
    assertThat(filter.prefixes()).extracting(KeyFilter.Key::toString).containsExactly("car-");
    assertThat(filter.isAll()).isFalse();
  }

  @Test
  void countsRepeatedPatternsOnce() {
    KeyFilter filter = KeyFilter.of(List.of("a", "a", "b*", "b*"));
    assertThat(filter.exact()).hasSize(1);
    assertThat(filter.prefixes()).hasSize(1);
  }

  @Test
  void takesTheEmptyKeyForAKey() {
    KeyFilter filter = KeyFilter.of(List.of(""));
    assertThat(filter.isAll()).isFalse();
    assertThat(filter.exact().getFirst().bytes()).isEmpty();
  }

  @Test
  void comparesKeysByTheirBytes() {
    assertThat(KeyFilter.Key.of("ä"))
        .isEqualTo(new KeyFilter.Key(new byte[] {(byte) 0xC3, (byte) 0xA4}));
    assertThat(KeyFilter.Key.of("a")).isNotEqualTo(KeyFilter.Key.of("b"));
  }
}
