package io.weir.engine.frame;

import io.weir.engine.error.ErrorJson;
import io.weir.engine.error.Refusal;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Gap;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Frames between those of records: JSON objects with one key, which says what they are. Any thread.
 */
public final class ControlFrame {
  /** Begins a control frame where the other frames are values, which may be any text. */
  private static final char MARK = '\u001e';

  private ControlFrame() {}

  /**
   * Tells the client what was refused without ending the session; the caller holds the buffer.
   * Empty: clients of this kind cannot be told, because they take every frame for a value or an
   * event.
   */
  public static Optional<FrameBuffer> error(FrameMemory memory, FrameForm form, Refusal refusal) {
    return of(memory, form, ErrorJson.control(refusal));
  }

  /** Greets with what is read and from where. */
  public static Optional<FrameBuffer> hello(
      FrameMemory memory, FrameForm form, String stream, Cursor cursor) {
    return of(
        memory,
        form,
        "{\"hello\":{\"stream\":\"%s\",\"cursor\":\"%s\"}}".formatted(stream, cursor));
  }

  /** Tells where the session stands. */
  public static Optional<FrameBuffer> cursor(FrameMemory memory, FrameForm form, Cursor cursor) {
    return of(memory, form, "{\"cursor\":\"%s\"}".formatted(cursor));
  }

  /** Tells which records will not come. */
  public static Optional<FrameBuffer> gap(
      FrameMemory memory, FrameForm form, String stream, Gap gap) {
    return of(
        memory,
        form,
        "{\"gap\":{\"stream\":\"%s\",\"partition\":%d,\"from\":%d,\"to\":%d,\"reason\":\"%s\"}}"
            .formatted(stream, gap.partition(), gap.from(), gap.to(), gap.reason().id()));
  }

  private static Optional<FrameBuffer> of(FrameMemory memory, FrameForm form, String json) {
    return switch (form.kind()) {
      case VALUE -> Optional.of(text(memory, MARK + json));
      case RECORD -> Optional.of(text(memory, json));
      case JSON, CLOUDEVENTS -> Optional.empty();
    };
  }

  private static FrameBuffer text(FrameMemory memory, String text) {
    return FrameEncoder.text(memory, text.getBytes(StandardCharsets.UTF_8));
  }
}
