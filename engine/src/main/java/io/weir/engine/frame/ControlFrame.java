package io.weir.engine.frame;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.weir.engine.error.ErrorJson;
import io.weir.engine.error.Refusal;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Wire;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.Stream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Frames between those of records: JSON objects with one key, which says what they are; as an
 * event, that is its type, and what stands behind the key its data. Any thread.
 *
 * <p>The caller holds the buffer. Empty: clients of this kind cannot be told.
 */
public final class ControlFrame {
  /** Begins a control frame where the other frames are values, which may be any text. */
  static final String MARK = "\u001e";

  private ControlFrame() {}

  /** Greets; an event that does has the cursor as its id, too. */
  public static Optional<FrameBuffer> hello(FrameMemory memory, FrameForm form, Hello hello) {
    String found = hello.found().isPresent() ? ",\"found\":" + hello.found().getAsInt() : "";
    String detail =
        "{\"stream\":%s,\"cursor\":\"%s\",\"limits\":{\"unsent\":%d}%s}"
            .formatted(quoted(hello.stream()), hello.cursor(), hello.unsentBytes(), found);
    return frame(memory, form, hello.cursor().toString(), "hello", detail);
  }

  /** Tells where the session is; to a client of events, as an id that comes without an event. */
  public static Optional<FrameBuffer> cursor(FrameMemory memory, FrameForm form, Cursor cursor) {
    return switch (form.wire()) {
      case PLAIN, DEFLATED, LINES -> frame(memory, form, "", "cursor", "\"" + cursor + "\"");
      case EVENTS -> Optional.of(Framing.chunk(memory, EventText.position(cursor.toString())));
    };
  }

  /** Tells of records that will not come. */
  public static Optional<FrameBuffer> gap(
      FrameMemory memory, FrameForm form, Stream stream, Gap gap) {
    if (form.kind() == FrameKind.CLOUDEVENTS) {
      return Optional.of(object(memory, form, CloudEventGap.json(stream, gap, null)));
    }
    String detail =
        "{\"stream\":%s,\"partition\":%d,\"from\":%d,\"to\":%d,\"reason\":\"%s\"}"
            .formatted(
                quoted(stream.name()), gap.partition(), gap.from(), gap.to(), gap.reason().id());
    return frame(memory, form, "", "gap", detail);
  }

  /** Tells what was refused without ending the session. */
  public static Optional<FrameBuffer> error(FrameMemory memory, FrameForm form, Refusal refusal) {
    return frame(memory, form, "", "error", ErrorJson.detail(refusal));
  }

  private static Optional<FrameBuffer> frame(
      FrameMemory memory, FrameForm form, String id, String name, String detail) {
    if (form.kind() == FrameKind.JSON || !isTold(form, name)) {
      return Optional.empty();
    }
    if (form.wire() == Wire.EVENTS) {
      return Optional.of(Framing.chunk(memory, EventText.of(id, name, utf8(detail))));
    }
    String object = "{\"" + name + "\":" + detail + "}";
    return Optional.of(object(memory, form, utf8(mark(form) + object)));
  }

  /** Clients of CloudEvents take all for events, but for what they have asked for. */
  private static boolean isTold(FrameForm form, String name) {
    return form.kind() != FrameKind.CLOUDEVENTS
        || form.wire() == Wire.EVENTS
        || !name.equals("error");
  }

  private static FrameBuffer object(FrameMemory memory, FrameForm form, byte[] json) {
    return switch (form.wire()) {
      case PLAIN, DEFLATED -> FrameEncoder.text(memory, json);
      case EVENTS -> Framing.chunk(memory, EventText.of("", "gap", json));
      case LINES -> Framing.chunk(memory, LineText.of(json));
    };
  }

  private static String mark(FrameForm form) {
    return form.kind() == FrameKind.VALUE && form.wire().isWebSocket() ? MARK : "";
  }

  static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    return json.append('"').toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
