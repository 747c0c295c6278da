package io.weir.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
  @ParameterizedTest
  @CsvSource({
    "2026-11-20T12:00:00Z, 2026-11-20T12:00:00Z",
    "2026-11-20t12:00:00.123456789z, 2026-11-20T12:00:00.123456789Z",
    "2026-11-20T12:00:00+01:30, 2026-11-20T10:30:00Z",
    "2026-11-20T12:00:00-00:00, 2026-11-20T12:00:00Z",
  })
  void readsAnInstant(String text, Instant instant) {
    assertThat(Rfc3339.parse(text).map(OffsetDateTime::toInstant)).contains(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-20",
        "2026-11-20T12:00:00",
        "2026-11-20T12:00Z",
        "2026-11-20T12:00:00,5Z",
        "2026-11-20T12:00:00+01",
        "+12026-11-20T12:00:00Z",
        "2026-11-20 12:00:00Z"
      })
  void readsNoOtherForm(String text) {
    assertThat(Rfc3339.looksLike(text)).isFalse();
    assertThat(Rfc3339.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30T12:00:00Z",
        "2026-11-20T12:00:60Z",
        "2026-13-20T12:00:00Z",
        "2026-11-20T12:00:00+99:00"
      })
  void readsNoTimeThatThereIsNot(String text) {
    assertThat(Rfc3339.looksLike(text)).isTrue();
    assertThat(Rfc3339.parse(text)).isEmpty();
  }
}
