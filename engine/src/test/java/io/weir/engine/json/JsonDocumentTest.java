package io.weir.engine.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentTest {
  @ParameterizedTest
  @ValueSource(strings = {"1", "\"a\\n\"", " {\"a\":[1,{}]}\n", "null", "[]", "\"ü→\""})
  void takesOneValueOfAnyKind(String json) {
    assertThat(JsonDocument.problem(utf8(json))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1 | at byte 6",
        "{\"a\" 1} | at byte 5",
        "{} {} | more than one value, at byte 2",
        "1 2 | more than one value, at byte 2",
        "truck | at byte",
        "[1,] | at byte",
        "{'a':1} | at byte 1",
        "'' | nothing is there"
      })
  void saysWhatIsWrongAndWhere(String json, String place) {
    assertThat(JsonDocument.problem(utf8(json)).orElseThrow())
        .contains(place.strip())
        .doesNotContain("\n");
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    String deep = "[".repeat(300) + "]".repeat(300);
    assertThat(JsonDocument.problem(utf8(deep))).isPresent();
  }

  @Test
  void findsTheElementsOfAnArray() {
    byte[] json = utf8(" [1 , \"ü\", {\"a\":[2]},[] ]");
    assertThat(JsonDocument.elements(json).orElseThrow())
        .extracting(
            part -> new String(json, part.from(), part.to() - part.from(), StandardCharsets.UTF_8))
        .containsExactly("1", "\"ü\"", "{\"a\":[2]}", "[]");
    assertThat(JsonDocument.elements(utf8("[]"))).contains(List.of());
    assertThat(JsonDocument.elements(utf8("{}"))).isEmpty();
    assertThat(JsonDocument.elements(utf8("[1,"))).isEmpty();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
