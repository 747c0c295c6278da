package io.weir.engine.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPointerTest {
  /** The document of RFC 6901, section 5. */
  private static final String RFC =
      """
      {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\\\j": 5,
       "k\\"l": 6, " ": 7, "m~n": 8}""";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/foo,ARRAY,`[\"bar\", \"baz\"]`",
        "/foo/0,STRING,bar",
        "/,NUMBER,0",
        "/a~1b,NUMBER,1",
        "/c%d,NUMBER,2",
        "/e^f,NUMBER,3",
        "/g|h,NUMBER,4",
        "/i\\j,NUMBER,5",
        "/k\"l,NUMBER,6",
        "`/ `,NUMBER,7",
        "/m~0n,NUMBER,8",
      })
  void findsWhatTheStandardSays(String pointer, JsonValue.Kind kind, String text) {
    assertThat(find(pointer, RFC)).contains(new JsonValue(kind, text));
  }

  @Test
  void theEmptyPointerIsTheWholeDocument() {
    assertThat(find("", " {\"a\":1} ")).contains(new JsonValue(JsonValue.Kind.OBJECT, "{\"a\":1}"));
    assertThat(find("", "17")).contains(new JsonValue(JsonValue.Kind.NUMBER, "17"));
  }

  @Test
  void givesScalarsAsText() {
    String json = "{\"t\":true,\"n\":null,\"x\":-1.50e3,\"s\":\"\\u00e9\\n\\ud83d\\ude00 ü\"}";

    assertThat(find("/t", json)).contains(new JsonValue(JsonValue.Kind.BOOLEAN, "true"));
    assertThat(find("/n", json)).contains(new JsonValue(JsonValue.Kind.NULL, "null"));
    assertThat(find("/x", json)).contains(new JsonValue(JsonValue.Kind.NUMBER, "-1.50e3"));
    assertThat(find("/s", json)).contains(new JsonValue(JsonValue.Kind.STRING, "é\n😀 ü"));
  }

  @Test
  void cutsContainersOutOfTheMiddleOfALargerArray() {
    byte[] json = "xxxx{\"é\":{\"a\":[1,{\"b\":\"]\"}]},\"z\":1}yy".getBytes(UTF_8);

    assertThat(JsonPointer.parse("/é/a").find(json, 4, json.length - 2))
        .contains(new JsonValue(JsonValue.Kind.ARRAY, "[1,{\"b\":\"]\"}]"));
    assertThat(JsonPointer.parse("/z").find(json, 4, json.length - 2))
        .contains(new JsonValue(JsonValue.Kind.NUMBER, "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/b", "/a/0", "/l/2", "/l/-", "/l/01", "/l/x", "/l/99999999999", "/a/b"})
  void findsNothingWhereNothingIs(String pointer) {
    assertThat(find(pointer, "{\"a\":\"text\",\"l\":[1,2]}")).isEmpty();
  }

  @Test
  void theFirstOfEqualNamesCounts() {
    assertThat(find("/a", "{\"b\":{\"a\":0},\"a\":1,\"a\":2}"))
        .contains(new JsonValue(JsonValue.Kind.NUMBER, "1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "{\"a\"", "{\"a\":", "nonsense", "{'a':1}", "{\"x\":}", "]"})
  void findsNothingInWhatIsNoJson(String json) {
    assertThat(find("/a", json)).isEmpty();
  }

  @Test
  void findsNothingInAContainerThatDoesNotEnd() {
    assertThat(find("/a", "{\"a\":[1,2")).isEmpty();
  }

  @Test
  void depthIsBounded() {
    int deep = JsonPointer.MAX_DEPTH + 1;
    String json = "{\"x\":" + "[".repeat(deep) + "]".repeat(deep) + ",\"a\":1}";

    assertThat(find("/a", json)).isEmpty();
    assertThat(find("", "[".repeat(100_000))).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithAPointer() {
    assertThat(JsonPointer.problem("device")).get().asString().contains("begins with /");
    assertThat(JsonPointer.problem("/a~b")).get().asString().contains("~0");
    assertThat(JsonPointer.problem("/a~")).get().asString().contains("~0");
    assertThat(JsonPointer.problem("/" + "a".repeat(1024))).get().asString().contains("1024");
    assertThat(JsonPointer.problem("")).isEmpty();
    assertThat(JsonPointer.problem("/a~1b/0")).isEmpty();
    assertThatThrownBy(() -> JsonPointer.parse("device"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isItsText() {
    assertThat(JsonPointer.parse("/a~1b"))
        .hasToString("/a~1b")
        .isEqualTo(JsonPointer.parse("/a~1b"));
    assertThat(JsonPointer.parse("/a").hashCode()).isEqualTo("/a".hashCode());
  }

  private static Optional<JsonValue> find(String pointer, String json) {
    return JsonPointer.parse(pointer).find(json.getBytes(UTF_8));
  }
}
