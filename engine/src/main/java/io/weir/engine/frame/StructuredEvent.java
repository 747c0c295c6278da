package io.weir.engine.frame;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event in the JSON format as it stands in a record's value (CloudEvents 1.0.2): looked at, and
 * passed on as it is but for the cursor. Thread: one tail; one for each record.
 */
final class StructuredEvent {
  private static final String DATA = "data";
  private static final String DATA_BASE64 = "data_base64";

  /** Enough for the cursors of most topics. */
  private static final int USUAL_END_BYTES = 128;

  private final byte[] json;
  private final Set<String> names = new HashSet<>();
  private @Nullable String contentType;
  private boolean dataIsText;
  private int lastEnd;
  private int close;

  // What is left out: the cursor that somebody else has set, and a comma; from 0 to 0: nothing.
  private int cutBegin;
  private int cutEnd;

  private StructuredEvent(byte[] json) {
    this.json = json;
  }

  /** Null: this is no event. */
  static byte @Nullable [] withCursor(byte[] json, @Nullable String cursor) {
    StructuredEvent event = new StructuredEvent(json);
    return Utf8.isValid(json) && event.isEvent() ? event.end(cursor) : null;
  }

  private boolean isEvent() {
    try (JsonParser parser = JsonText.read(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        if (!takeMember(parser)) {
          return false;
        }
      }
      close = end(parser) - 1;
      return parser.nextToken() == null
          && names.containsAll(CloudEventAttributes.REQUIRED)
          && hasFittingData();
    } catch (IOException e) {
      return false;
    }
  }

  /** What is not declared to be JSON is a string (JSON format, section 3.1.2). */
  private boolean hasFittingData() {
    if (!names.contains(DATA)) {
      return true;
    }
    boolean isJson = contentType == null || new MediaType(contentType).declaresJson();
    return !names.contains(DATA_BASE64) && (isJson || dataIsText);
  }

  private static int end(JsonParser parser) {
    return Math.toIntExact(parser.currentLocation().getByteOffset());
  }

  private boolean takeMember(JsonParser parser) throws IOException {
    int begin = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    String name = parser.currentName();
    JsonToken value = parser.nextToken();
    boolean fits = names.add(name) && fits(parser, name, value);
    parser.skipChildren();
    parser.finishToken();
    cut(name, begin, end(parser));
    return fits;
  }

  private boolean fits(JsonParser parser, String name, JsonToken value) throws IOException {
    return switch (name) {
      case DATA -> {
        dataIsText = value == JsonToken.VALUE_STRING;
        yield true;
      }
      case CloudEventAttributes.CONTENT_TYPE -> {
        contentType = value == JsonToken.VALUE_STRING ? parser.getText() : null;
        yield isAttribute(parser, name, value);
      }
      case DATA_BASE64 -> value == JsonToken.VALUE_STRING && parser.getBinaryValue() != null;
      default -> isAttribute(parser, name, value);
    };
  }

  /** A null stands for an attribute that is not set (JSON format, section 2.2). */
  private static boolean isAttribute(JsonParser parser, String name, JsonToken value)
      throws IOException {
    return switch (value) {
      case VALUE_STRING -> CloudEventAttributes.fits(name, parser.getText());
      case VALUE_TRUE, VALUE_FALSE, VALUE_NUMBER_INT -> CloudEventAttributes.isExtension(name);
      case VALUE_NULL ->
          CloudEventAttributes.isName(name) && !CloudEventAttributes.REQUIRED.contains(name);
      default -> false;
    };
  }

  private void cut(String name, int begin, int end) {
    if (cutBegin > cutEnd) {
      cutEnd = begin; // the cursor came first: what is behind it takes its place
    }
    if (name.equals(CloudEventAttributes.CURSOR)) {
      cutBegin = lastEnd > 0 ? lastEnd : begin;
      cutEnd = lastEnd > 0 ? end : 0;
    }
    lastEnd = end;
  }

  /** Our cursor comes last, because another session may need another one. */
  private byte[] end(@Nullable String cursor) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + USUAL_END_BYTES);
    out.write(json, 0, cutBegin);
    out.write(json, cutEnd, close - cutEnd);
    if (cursor != null) {
      out.writeBytes(
          (",\"" + CloudEventAttributes.CURSOR + "\":\"" + cursor + "\"")
              .getBytes(StandardCharsets.US_ASCII));
    }
    out.write('}');
    return out.toByteArray();
  }
}
