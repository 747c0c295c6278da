package io.weir.engine.frame;

import io.weir.engine.error.ErrorJson;
import io.weir.engine.error.Refusal;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.FrameMemory;
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
  public static Optional<FrameBuffer> error(FrameMemory memory, FrameKind kind, Refusal refusal) {
    String json = ErrorJson.control(refusal);
    return switch (kind) {
      case VALUE -> Optional.of(text(memory, MARK + json));
      case RECORD -> Optional.of(text(memory, json));
      case JSON, CLOUDEVENTS -> Optional.empty();
    };
  }

  private static FrameBuffer text(FrameMemory memory, String text) {
    return FrameEncoder.text(memory, text.getBytes(StandardCharsets.UTF_8));
  }
}
