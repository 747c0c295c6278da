package io.weir.engine.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether bytes are one JSON document (RFC 8259), and where its parts are. Whether they are
 * UTF-8 is for the caller to look at: strings are skipped and not decoded.
 */
public final class JsonDocument {
  private static final int MAX_REASON_CHARS = 120;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(JsonPointer.MAX_DEPTH).build())
          .build();

  private JsonDocument() {}

  /** A part of a document, from one byte to before another. */
  public record Slice(int from, int to) {}

  /** What is wrong, and at which byte, counted from 0; empty: it is exactly one JSON value. */
  public static Optional<String> problem(byte[] json) {
    return problem(json, 0, json.length);
  }

  /** The same of a part of the bytes; places are counted from its beginning. */
  public static Optional<String> problem(byte[] json, int from, int to) {
    return JsonSyntax.isValue(json, from, to) ? Optional.empty() : found(json, from, to);
  }

  private static Optional<String> found(byte[] json, int from, int to) {
    try (JsonParser parser = JSON.createParser(json, from, to - from)) {
      if (parser.nextToken() == null) {
        return Optional.of("nothing is there");
      }
      parser.skipChildren();
      parser.finishToken();
      long end = parser.currentLocation().getByteOffset();
      return parser.nextToken() == null
          ? Optional.empty()
          : Optional.of("more than one value, at byte " + end);
    } catch (JsonProcessingException e) {
      return Optional.of(reason(e));
    } catch (IOException e) {
      return Optional.of("it cannot be read");
    }
  }

  /** Jackson's first line, which may show a little of the text, and never more than one line. */
  private static String reason(JsonProcessingException e) {
    String line = e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
    String shown = line.length() <= MAX_REASON_CHARS ? line : line.substring(0, MAX_REASON_CHARS);
    return e.getLocation() == null
        ? shown
        : "%s, at byte %d".formatted(shown, e.getLocation().getByteOffset());
  }

  /** The elements of an array that is sound; empty: it is no array. */
  public static Optional<List<Slice>> elements(byte[] json) {
    return elements(json, Integer.MAX_VALUE);
  }

  /** The first of them, at most so many. */
  public static Optional<List<Slice>> elements(byte[] json, int max) {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return Optional.empty();
      }
      List<Slice> elements = new ArrayList<>();
      while (elements.size() < max && parser.nextToken() != JsonToken.END_ARRAY) {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        elements.add(new Slice(from, (int) parser.currentLocation().getByteOffset()));
      }
      return Optional.of(elements);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
