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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object of a {@link FrameKind#CLOUDEVENTS} frame: CloudEvents 1.0.2, JSON format. Thread:
 * one tail.
 *
 * <p>A record that is an event by the Kafka binding, in binary or in structured mode, stays that
 * event; any other, also one that is an event but for a fault, becomes an event of Weir's.
 */
final class CloudEventJson {
  private static final String TYPE = "dev.weir.record.v1";

  private final String topic;
  private final String source;
  private final Format format;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

  CloudEventJson(Stream stream) {
    this.topic = stream.topic();
    this.source = source(stream);
    this.format = stream.format();
  }

  /** Where events of a stream come from. */
  static String source(Stream stream) {
    return "/streams/" + stream.name();
  }

  /**
   * @param cursor behind the record, or null to leave it out
   */
  byte[] encode(LogRecord record, @Nullable String cursor) {
    byte[] value = record.value();
    MediaType type = contentType(record);
    if (type != null && type.isCloudEvent()) {
      byte[] event =
          value == null || !type.isCloudEventInJson()
              ? null
              : StructuredEvent.withCursor(value, cursor);
      return event == null ? write(json -> writePlain(json, record), cursor) : event;
    }
    Map<String, String> attributes = CloudEventAttributes.of(record.headers());
    return attributes == null
        ? write(json -> writePlain(json, record), cursor)
        : write(json -> writeEvent(json, attributes, type, value), cursor);
  }

  private static @Nullable MediaType contentType(LogRecord record) {
    MediaType type = null;
    for (Header header : record.headers()) {
      byte[] value = header.value();
      if (value != null && header.name().equals(CloudEventAttributes.CONTENT_TYPE_HEADER)) {
        type = new MediaType(new String(value, StandardCharsets.UTF_8));
      }
    }
    return type;
  }

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private byte[] write(Body body, @Nullable String cursor) {
    out.reset();
    try (JsonGenerator json = JsonText.write(out)) {
      json.writeStartObject();
      json.writeStringField(CloudEventAttributes.SPEC_VERSION, CloudEventAttributes.VERSION);
      body.write(json);
      if (cursor != null) {
        json.writeStringField(CloudEventAttributes.CURSOR, cursor);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never: the target is memory
    }
    return out.toByteArray();
  }

  private static void writeEvent(
      JsonGenerator json,
      Map<String, String> attributes,
      @Nullable MediaType type,
      byte @Nullable [] value)
      throws IOException {
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      String name = attribute.getKey();
      if (!name.equals(CloudEventAttributes.SPEC_VERSION)
          && !name.equals(CloudEventAttributes.CURSOR)) {
        json.writeStringField(name, attribute.getValue());
      }
    }
    if (value == null) {
      return;
    }
    if ((type == null || type.isJson()) && isJson(value)) {
      writeJson(json, value);
    } else if (type != null && type.isText() && Utf8.isValid(value)) {
      writeText(json, value);
    } else {
      writeBinary(json, value);
    }
  }

  private void writePlain(JsonGenerator json, LogRecord record) throws IOException {
    json.writeStringField(
        CloudEventAttributes.ID, topic + "-" + record.partition() + "-" + record.offset());
    json.writeStringField(CloudEventAttributes.SOURCE, source);
    json.writeStringField(CloudEventAttributes.TYPE, TYPE);
    writeSubject(json, record.key());
    if (record.timestampMillis() >= 0) {
      json.writeStringField(CloudEventAttributes.TIME, JsonText.instant(record.timestampMillis()));
    }
    byte[] value = record.value();
    if (value == null) {
      return;
    }
    if (format == Format.JSON && isJson(value)) {
      writeJson(json, value);
    } else if (format != Format.BYTES && Utf8.isValid(value)) {
      json.writeStringField(CloudEventAttributes.CONTENT_TYPE, "text/plain");
      writeText(json, value);
    } else {
      json.writeStringField(CloudEventAttributes.CONTENT_TYPE, "application/octet-stream");
      writeBinary(json, value);
    }
  }

  private static void writeSubject(JsonGenerator json, byte @Nullable [] key) throws IOException {
    if (key == null || !Utf8.isValid(key)) {
      return;
    }
    String subject = new String(key, StandardCharsets.UTF_8);
    if (CloudEventAttributes.fits(CloudEventAttributes.SUBJECT, subject)) {
      json.writeStringField(CloudEventAttributes.SUBJECT, subject);
    }
  }

  private static boolean isJson(byte[] value) {
    return Utf8.isValid(value) && JsonText.isValue(value);
  }

  private static void writeJson(JsonGenerator json, byte[] value) throws IOException {
    json.writeFieldName("data");
    json.writeRawValue(new String(value, StandardCharsets.UTF_8));
  }

  private static void writeText(JsonGenerator json, byte[] value) throws IOException {
    json.writeStringField("data", new String(value, StandardCharsets.UTF_8));
  }

  private static void writeBinary(JsonGenerator json, byte[] value) throws IOException {
    json.writeFieldName("data_base64");
    json.writeBinary(value);
  }
}
