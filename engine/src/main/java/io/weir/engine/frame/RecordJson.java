package io.weir.engine.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Header;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Stream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object of a {@link FrameKind#RECORD} frame. Thread: one tail.
 *
 * <p>A value that is JSON stands in it as it is, so numbers keep their digits and objects their
 * order; one that is not is {@code valueText} if it is UTF-8, else {@code valueBase64}.
 */
final class RecordJson {
  private final String stream;
  private final Format format;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

  RecordJson(Stream stream) {
    this.stream = stream.name();
    this.format = stream.format();
  }

  /**
   * @param cursor behind the record, or null to leave it out
   */
  byte[] encode(LogRecord record, @Nullable String cursor) {
    out.reset();
    try (JsonGenerator json = JsonText.write(out)) {
      json.writeStartObject();
      json.writeStringField("stream", stream);
      json.writeFieldName("key");
      writeText(json, record.key());
      writeValue(json, record.value());
      writeHeaders(json, record);
      writeTimestamp(json, record.timestampMillis());
      json.writeNumberField("partition", record.partition());
      json.writeNumberField("offset", record.offset());
      if (cursor != null) {
        json.writeStringField("cursor", cursor);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never: the target is memory
    }
    return out.toByteArray();
  }

  private void writeValue(JsonGenerator json, byte @Nullable [] value) throws IOException {
    if (value == null) {
      json.writeNullField("value");
    } else if (format == Format.BYTES || !Utf8.isValid(value)) {
      json.writeFieldName("valueBase64");
      json.writeBinary(value);
    } else if (format == Format.JSON && JsonText.isValue(value)) {
      json.writeFieldName("value");
      json.writeRawValue(new String(value, StandardCharsets.UTF_8));
    } else {
      json.writeStringField("valueText", new String(value, StandardCharsets.UTF_8));
    }
  }

  private static void writeHeaders(JsonGenerator json, LogRecord record) throws IOException {
    json.writeArrayFieldStart("headers");
    for (Header header : record.headers()) {
      json.writeStartArray();
      json.writeString(header.name());
      writeText(json, header.value());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static void writeTimestamp(JsonGenerator json, long millis) throws IOException {
    if (millis < 0) {
      json.writeNullField("timestamp");
    } else {
      json.writeStringField("timestamp", JsonText.instant(millis));
    }
  }

  /** A string if the bytes are UTF-8, else an object that says so. */
  private static void writeText(JsonGenerator json, byte @Nullable [] bytes) throws IOException {
    if (bytes == null) {
      json.writeNull();
    } else if (Utf8.isValid(bytes)) {
      json.writeString(new String(bytes, StandardCharsets.UTF_8));
    } else {
      json.writeStartObject();
      json.writeFieldName("base64");
      json.writeBinary(bytes);
      json.writeEndObject();
    }
  }
}
