package io.weir.engine.frame;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** JSON in UTF-8 (RFC 8259), within Jackson's limits. */
final class JsonText {
  // RFC 8259 section 8.1 knows UTF-8 only: bytes that a detector takes for UTF-16 are no JSON.
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private JsonText() {}

  static JsonGenerator write(OutputStream out) throws IOException {
    return JSON.createGenerator(out, JsonEncoding.UTF8);
  }

  /**
   * @param text whose encoding the caller looks at: what is skipped is not decoded
   */
  static JsonParser read(byte[] text) throws IOException {
    return JSON.createParser(text);
  }

  /**
   * Whether these bytes are exactly one JSON value.
   *
   * @param text in UTF-8
   */
  static boolean isValue(byte[] text) {
    try (JsonParser parser = read(text)) {
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

  /** RFC 3339, in UTC, with milliseconds. */
  static String instant(long millis) {
    return MILLIS.format(Instant.ofEpochMilli(millis));
  }
}
