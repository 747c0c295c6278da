package io.weir.engine.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in a JSON document (RFC 6901), such as {@code /device/id} or {@code /readings/0}; the
 * empty pointer is the whole document.
 *
 * <p>Of members with the same name the first counts. What stands behind the place is not read, so a
 * document that is broken there is not noticed.
 */
public final class JsonPointer {
  public static final String FORM = "a JSON Pointer (RFC 6901), such as /device/id";

  static final int MAX_DEPTH = 256;
  private static final int MAX_LENGTH = 1024;
  private static final Pattern LONE_TILDE = Pattern.compile("~(?![01])");
  private static final Pattern INDEX = Pattern.compile("0|[1-9]\\d{0,8}");

  // Strangers choose the names, so none is interned for good; the table that is left is bounded.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private final String text;
  private final List<String> steps;

  private JsonPointer(String text) {
    this.text = text;
    this.steps =
        text.isEmpty()
            ? List.of()
            : Arrays.stream(text.substring(1).split("/", -1)).map(JsonPointer::unescaped).toList();
  }

  /** Why this is no pointer, to follow the text in a sentence; empty: it is one. */
  public static Optional<String> problem(String text) {
    if (!text.isEmpty() && !text.startsWith("/")) {
      return Optional.of("is not " + FORM + ": it begins with /");
    }
    if (LONE_TILDE.matcher(text).find()) {
      return Optional.of("is not " + FORM + ": ~ itself is written ~0, and / within a name ~1");
    }
    return text.length() > MAX_LENGTH
        ? Optional.of("is longer than " + MAX_LENGTH + " characters")
        : Optional.empty();
  }

  /**
   * The pointer that is written so.
   *
   * @throws IllegalArgumentException if there is a {@link #problem}
   */
  public static JsonPointer parse(String text) {
    problem(text)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException('"' + text + "\" " + problem);
            });
    return new JsonPointer(text);
  }

  private static String unescaped(String step) {
    return step.replace("~1", "/").replace("~0", "~");
  }

  /**
   * What stands there.
   *
   * @param json in UTF-8, from {@code from} to {@code to}
   * @return empty: nothing does, or it is no JSON up to there, or nested deeper than {@value
   *     #MAX_DEPTH}
   */
  public Optional<JsonValue> find(byte[] json, int from, int to) {
    try (JsonParser parser = JSON.createParser(json, from, to - from)) {
      parser.nextToken();
      for (String step : steps) {
        if (!enter(parser, step)) {
          return Optional.empty();
        }
      }
      return value(parser, json, from);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  public Optional<JsonValue> find(byte[] json) {
    return find(json, 0, json.length);
  }

  /** From a value to the one in it that the step names; false: there is none. */
  private static boolean enter(JsonParser parser, String step) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      return enterObject(parser, step);
    }
    return parser.currentToken() == JsonToken.START_ARRAY
        && INDEX.matcher(step).matches()
        && enterArray(parser, Integer.parseInt(step));
  }

  private static boolean enterObject(JsonParser parser, String name) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals(name);
      parser.nextToken();
      if (found) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  private static boolean enterArray(JsonParser parser, int index) throws IOException {
    for (int i = 0; isValue(parser.nextToken()); i++) {
      if (i == index) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  private static boolean isValue(JsonToken token) {
    return token != null && token != JsonToken.END_ARRAY;
  }

  private static Optional<JsonValue> value(JsonParser parser, byte[] json, int from)
      throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return Optional.empty();
    }
    return Optional.of(
        switch (token) {
          case VALUE_STRING -> new JsonValue(JsonValue.Kind.STRING, parser.getText());
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
              new JsonValue(JsonValue.Kind.NUMBER, parser.getText());
          case VALUE_TRUE, VALUE_FALSE -> new JsonValue(JsonValue.Kind.BOOLEAN, parser.getText());
          case VALUE_NULL -> new JsonValue(JsonValue.Kind.NULL, parser.getText());
          case START_OBJECT -> new JsonValue(JsonValue.Kind.OBJECT, slice(parser, json, from));
          case START_ARRAY -> new JsonValue(JsonValue.Kind.ARRAY, slice(parser, json, from));
          case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
              throw new IllegalStateException("not a value: " + token);
        });
  }

  /** An object or an array as it was written. */
  private static String slice(JsonParser parser, byte[] json, int from) throws IOException {
    int begin = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    int end = (int) parser.currentLocation().getByteOffset();
    return new String(json, from + begin, end - begin, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonPointer pointer && pointer.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
