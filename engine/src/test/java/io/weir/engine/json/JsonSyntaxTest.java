package io.weir.engine.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonSyntaxTest {
  private static final JsonFactory JACKSON = new JsonFactory();
  private static final String MARKS = "{}[]:,\"\\ \n\t0123456789-+.eEtrufalsn/bü\u0001'x";

  @Test
  void agreesWithJacksonOnDocumentsAndOnBrokenOnes() {
    int sound = 0;
    for (long seed = 0; seed < 60_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      value(random, text, 4);
      for (int times = random.nextInt(3); times > 0; times--) {
        change(random, text);
      }
      byte[] json = text.toString().getBytes(StandardCharsets.UTF_8);
      boolean expected = parses(json);
      sound += expected ? 1 : 0;
      assertThat(JsonSyntax.isValue(json, 0, json.length))
          .as("seed %d: %s", seed, text)
          .isEqualTo(expected);
    }
    assertThat(sound).isBetween(20_000, 50_000);
  }

  private static void value(Random random, StringBuilder to, int depth) {
    blank(random, to);
    switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> number(random, to);
      case 1, 2 -> string(random, to);
      case 3 -> to.append(new String[] {"true", "false", "null"}[random.nextInt(3)]);
      case 4 -> members(random, to, "{}", depth);
      default -> members(random, to, "[]", depth);
    }
    blank(random, to);
  }

  private static void members(Random random, StringBuilder to, String brackets, int depth) {
    to.append(brackets.charAt(0));
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      to.append(i == 0 ? "" : ",");
      if (brackets.equals("{}")) {
        string(random, to);
        to.append(':');
      }
      value(random, to, depth - 1);
    }
    to.append(brackets.charAt(1));
  }

  private static void number(Random random, StringBuilder to) {
    to.append(random.nextBoolean() ? "-" : "").append(random.nextInt(200));
    to.append(random.nextBoolean() ? "." + random.nextInt(100) : "");
    to.append(random.nextBoolean() ? "e" + "+-".charAt(random.nextInt(2)) + "3" : "");
  }

  private static void string(Random random, StringBuilder to) {
    String[] parts = {"plain text", "\\n", "\\u00e4", "\\\"", "ü→", "\ud83d\ude00", "a", "\\\\"};
    to.append('"');
    for (int times = random.nextInt(5); times > 0; times--) {
      to.append(parts[random.nextInt(parts.length)]);
    }
    to.append('"');
  }

  private static void blank(Random random, StringBuilder to) {
    to.append(new String[] {"", "", " ", "\n\t", "\r\n  "}[random.nextInt(5)]);
  }

  private static void change(Random random, StringBuilder text) {
    int at = random.nextInt(text.length() + 1);
    if (random.nextBoolean() && at < text.length()) {
      text.deleteCharAt(at);
    } else {
      text.insert(at, MARKS.charAt(random.nextInt(MARKS.length())));
    }
  }

  /** Half of a surrogate pair becomes a question mark, so that all of it is UTF-8. */
  private static boolean parses(byte[] json) {
    try (JsonParser parser = JACKSON.createParser(json)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      parser.finishToken();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "01",
        "-",
        "1.",
        ".5",
        "1e",
        "+1",
        "tru",
        "truee",
        "\"\\u12g4\"",
        "\"\\x\"",
        "\"tab\there, in the middle\"",
        "\"open",
        "[1,]",
        "{\"a\"}",
        "{,}",
        "{\"a\":1,}",
        "[",
        "]",
        "1 2",
        "NaN",
        "'a'",
        "\"\\",
        "{1:2}"
      })
  void refusesWhatIsNoJson(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertThat(JsonSyntax.isValue(bytes, 0, bytes.length)).isFalse();
  }

  @Test
  void looksAtItsPartOnly() {
    byte[] bytes = "x{\"a\":[1]}y".getBytes(StandardCharsets.UTF_8);
    assertThat(JsonSyntax.isValue(bytes, 1, bytes.length - 1)).isTrue();
    assertThat(JsonSyntax.isValue(bytes, 1, bytes.length - 2)).isFalse();
    assertThat(JsonSyntax.isValue(bytes, 1, bytes.length)).isFalse();
  }

  @Test
  void leavesWhatIsVeryDeepToOthers() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    byte[] bytes = deep.getBytes(StandardCharsets.UTF_8);
    assertThat(JsonSyntax.isValue(bytes, 0, bytes.length)).isFalse();
  }
}
