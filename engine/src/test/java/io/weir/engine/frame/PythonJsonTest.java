package io.weir.engine.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PythonJsonTest {
  private static final JsonFactory JACKSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u00e",
    "0",
    "1",
    "9",
    "-",
    "+",
    ".",
    "e",
    "E",
    "true",
    "false",
    "null",
    "NaN",
    "Infinity",
    " ",
    "\n",
    "\"a\"",
    "\"a\":",
    "x",
    "é"
  };

  private final PythonJson json = new PythonJson();

  private boolean accepts(String text) {
    return json.accepts(text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "0",
        "-0",
        "-0.0",
        "1.0",
        "12.50e+3",
        "1E-7",
        "true",
        "false",
        "null",
        "NaN",
        "Infinity",
        "-Infinity",
        "[NaN,-Infinity]",
        "\"\"",
        "\"x\"",
        " \t\r\n1 ",
        "{\"é\":1}",
        "{\"a\":1,\"a\":2}",
        "[1,[2,{\"b\":[]}],{}]",
        "{ \"a\" : [ 1 , 2 ] }",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\"",
        "\"\\ud800\"",
        "\"\u007f\"",
        "123456789012345678901234567890.5"
      })
  void takesWhatPythonTakes(String text) {
    assertThat(accepts(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "not json",
        "{",
        "}",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\"}",
        "{a:1}",
        "{\"a\":1]",
        "[1}",
        "[1 2]",
        "1 2",
        "01",
        "1.",
        ".5",
        "+1",
        "-",
        "1e",
        "1e+",
        "-NaN",
        "-Inf",
        "nan",
        "infinity",
        "INF",
        "True",
        "nul",
        "\"",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u00g0\"",
        "\"\\u12\"",
        "\"a\nb\"",
        "'a'",
        "// 1",
        "\uFEFF1",
        "1\u00a0",
        "1\0"
      })
  void refusesWhatPythonRefuses(String text) {
    assertThat(accepts(text)).isFalse();
  }

  @Test
  void refusesWhatIsNotUtf8() {
    assertThat(json.accepts(new byte[] {'"', (byte) 0xFF, '"'})).isFalse();
    assertThat(json.accepts(new byte[] {(byte) 0xFF})).isFalse();
    assertThat(json.accepts(new byte[] {'1', (byte) 0xFF})).isFalse();
    assertThat(json.accepts(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}))
        .isFalse();
  }

  @Test
  void isBoundedInDepthAndForgetsTheValueBefore() {
    int most = PythonJson.MAX_DEPTH;
    assertThat(accepts("[".repeat(most) + "]".repeat(most))).isTrue();
    assertThat(accepts("[".repeat(most + 1) + "]".repeat(most + 1))).isFalse();
    assertThat(accepts("{\"a\":".repeat(most) + "1" + "}".repeat(most))).isTrue();
    assertThat(accepts("[{\"a\":".repeat(most / 2) + "1" + "}]".repeat(most / 2))).isTrue();
    assertThat(accepts("[".repeat(1_000_000))).isFalse();
    assertThat(accepts("]")).isFalse();
  }

  /** On texts that are made of the pieces of JSON, right or wrong; the parser knows +Infinity. */
  @Test
  void agreesWithAParser() {
    Random random = new Random(7);
    for (int i = 0; i < 300_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int pieces = 1 + random.nextInt(8); pieces > 0; pieces--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      String whole = text.toString().replaceAll("\\++I", "I");
      assertThat(accepts(whole)).as(whole).isEqualTo(parses(whole));
    }
  }

  private static boolean parses(String text) {
    try (JsonParser parser = JACKSON.createParser(text.getBytes(UTF_8))) {
      boolean some = parser.nextToken() != null;
      parser.skipChildren();
      parser.finishToken();
      return some && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
