package io.weir.engine.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.Stream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a session of {@link FrameKind#CLOUDEVENTS} is told of records that it does not get: an event
 * too, because its clients understand nothing else. Any thread.
 */
final class CloudEventGap {
  static final String TYPE = "dev.weir.gap.v1";

  private CloudEventGap() {}

  /**
   * Each time another event: who is told twice missed the records twice.
   *
   * @param cursor behind the gap, or null to leave it out
   */
  static byte[] json(Stream stream, Gap gap, @Nullable String cursor) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JsonText.write(out)) {
      json.writeStartObject();
      json.writeStringField(CloudEventAttributes.SPEC_VERSION, CloudEventAttributes.VERSION);
      json.writeStringField(CloudEventAttributes.ID, UUID.randomUUID().toString());
      json.writeStringField(CloudEventAttributes.SOURCE, CloudEventJson.source(stream));
      json.writeStringField(CloudEventAttributes.TYPE, TYPE);
      json.writeObjectFieldStart("data");
      json.writeNumberField("partition", gap.partition());
      json.writeNumberField("from", gap.from());
      json.writeNumberField("to", gap.to());
      json.writeStringField("reason", gap.reason().id());
      json.writeEndObject();
      if (cursor != null) {
        json.writeStringField(CloudEventAttributes.CURSOR, cursor);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never: the target is memory
    }
    return out.toByteArray();
  }
}
