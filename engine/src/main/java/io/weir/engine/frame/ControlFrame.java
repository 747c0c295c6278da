package io.weir.engine.frame;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.weir.engine.error.ErrorJson;
import io.weir.engine.error.Refusal;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Gap;
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
  private static final String MARK = "\u001e";

  private ControlFrame() {}

  /** Greets; an event that does has the cursor as its id, too. */
  public static Optional<FrameBuffer> hello(FrameMemory memory, FrameForm form, Hello hello) {
    String found = hello.found().isPresent() ? ",\"found\":" + hello.found().getAsInt() : "";
    String detail =
        "{\"stream\":%s,\"cursor\":\"%s\",\"limits\":{\"message\":%d,\"unsent\":%d}%s}"
            .formatted(
                quoted(hello.stream()),
                hello.cursor(),
                hello.messageBytes(),
                hello.unsentBytes(),
                found);
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
      FrameMemory memory, FrameForm form, String stream, Gap gap) {
    String detail =
        "{\"stream\":%s,\"partition\":%d,\"from\":%d,\"to\":%d,\"reason\":\"%s\"}"
            .formatted(quoted(stream), gap.partition(), gap.from(), gap.to(), gap.reason().id());
    return frame(memory, form, "", "gap", detail);
  }

  /** Tells what was refused without ending the session. */
  public static Optional<FrameBuffer> error(FrameMemory memory, FrameForm form, Refusal refusal) {
    return frame(memory, form, "", "error", ErrorJson.detail(refusal));
  }

  private static Optional<FrameBuffer> frame(
      FrameMemory memory, FrameForm form, String id, String name, String detail) {
    if (form.kind() == FrameKind.JSON) {
      return Optional.empty();
    }
    String object = "{\"" + name + "\":" + detail + "}";
    return Optional.of(
        switch (form.wire()) {
          case PLAIN, DEFLATED -> FrameEncoder.text(memory, utf8(mark(form.kind()) + object));
          case EVENTS -> Framing.chunk(memory, EventText.of(id, name, utf8(detail)));
          case LINES -> Framing.chunk(memory, LineText.of(utf8(object)));
        });
  }

  private static String mark(FrameKind kind) {
    return kind == FrameKind.VALUE ? MARK : "";
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
