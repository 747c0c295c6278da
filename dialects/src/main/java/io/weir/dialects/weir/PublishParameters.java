package io.weir.dialects.weir;

import io.weir.dialects.weir.CommandMessage.Shape;
import io.weir.engine.json.JsonDocument;
import io.weir.engine.json.JsonPointer;
import io.weir.engine.json.JsonValue;
import io.weir.engine.stream.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The record that a client of {@code weir.v1} wants to be written, in the shapes of its frames. */
final class PublishParameters {
  static final String KEY = "key";
  static final String VALUE = "value";
  static final String VALUE_TEXT = "valueText";
  static final String VALUE_BASE64 = "valueBase64";
  static final String HEADERS = "headers";

  static final Map<String, Shape> SHAPES =
      Map.of(
          KEY, Shape.JSON,
          VALUE, Shape.JSON,
          VALUE_TEXT, Shape.TEXT,
          VALUE_BASE64, Shape.TEXT,
          HEADERS, Shape.JSON);

  private static final JsonPointer WHOLE = JsonPointer.parse("");
  private static final JsonPointer BASE64 = JsonPointer.parse("/base64");
  private static final JsonPointer NAME = JsonPointer.parse("/0");
  private static final JsonPointer CONTENT = JsonPointer.parse("/1");
  private static final JsonPointer TOO_MANY = JsonPointer.parse("/2");
  private static final int MAX_HEADERS = 100;

  private PublishParameters() {}

  /** Empty: the client does not say. */
  static Optional<Command.Publish.Key> key(Query query) {
    return query.one(KEY).map(json -> new Command.Publish.Key(bytes(KEY, utf8(json))));
  }

  /** Null: a tombstone. */
  static byte @Nullable [] value(Query query) {
    List<String> given =
        List.of(VALUE, VALUE_TEXT, VALUE_BASE64).stream().filter(query::has).toList();
    if (given.size() != 1) {
      throw Wrong.refused(
          "give one of value (JSON; null: a tombstone), valueText and valueBase64, which is the"
              + " record");
    }
    String text = query.one(given.getFirst()).orElseThrow();
    return switch (given.getFirst()) {
      case VALUE -> text.equals("null") ? null : utf8(text);
      case VALUE_TEXT -> utf8(text);
      default -> base64(VALUE_BASE64, text);
    };
  }

  static List<Header> headers(Query query) {
    byte[] json = query.one(HEADERS).map(PublishParameters::utf8).orElse(utf8("[]"));
    List<JsonDocument.Slice> pairs =
        JsonDocument.elements(json).filter(all -> all.size() <= MAX_HEADERS).orElse(null);
    if (pairs == null) {
      throw wrongHeaders();
    }
    List<Header> headers = new ArrayList<>();
    for (JsonDocument.Slice pair : pairs) {
      headers.add(header(Arrays.copyOfRange(json, pair.from(), pair.to())));
    }
    return List.copyOf(headers);
  }

  private static Header header(byte[] pair) {
    Optional<JsonValue> name =
        NAME.find(pair).filter(value -> value.kind() == JsonValue.Kind.STRING);
    Optional<JsonValue> content = CONTENT.find(pair);
    if (name.isEmpty() || content.isEmpty() || TOO_MANY.find(pair).isPresent()) {
      throw wrongHeaders();
    }
    return new Header(name.get().text(), bytes(HEADERS, utf8(content.get().json())));
  }

  private static RuntimeException wrongHeaders() {
    return Wrong.refused(
        "parameter headers: give an array of at most %d pairs, like [[\"name\",\"value\"]]"
            .formatted(MAX_HEADERS));
  }

  /** Of a string, of null, or of an object with base64. */
  private static byte @Nullable [] bytes(String name, byte[] json) {
    JsonValue value = WHOLE.find(json).orElseThrow(() -> wrong(name));
    return switch (value.kind()) {
      case NULL -> null;
      case STRING -> utf8(value.text());
      case OBJECT ->
          BASE64.find(json).map(found -> base64(name, found.text())).orElseThrow(() -> wrong(name));
      case NUMBER, BOOLEAN, ARRAY -> throw wrong(name);
    };
  }

  private static RuntimeException wrong(String name) {
    return Wrong.refused(
        "parameter %s: give a string, null, or {\"base64\":\"…\"}".formatted(name));
  }

  private static byte[] base64(String name, String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw Wrong.refused("parameter %s is not base64 (RFC 4648 section 4)".formatted(name));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
