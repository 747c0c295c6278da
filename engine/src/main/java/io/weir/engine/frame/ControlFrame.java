package io.weir.engine.frame;

import io.weir.engine.error.ErrorJson;
import io.weir.engine.error.Refusal;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.FrameMemory;
import java.nio.charset.StandardCharsets;

/**
 * Frames between those of records: JSON objects with one key, which says what they are. Any thread.
 */
public final class ControlFrame {
  /** Begins a control frame where the other frames are values, which may be any text. */
  private static final char MARK = '\u001e';

  private ControlFrame() {}

  /** Tells the client what was refused without ending the session; the caller holds the buffer. */
  public static FrameBuffer error(FrameMemory memory, FrameKind kind, Refusal refusal) {
    String json = ErrorJson.control(refusal);
    String text =
        switch (kind) {
          case VALUE -> MARK + json;
          case RECORD -> json;
        };
    return FrameEncoder.text(memory, text.getBytes(StandardCharsets.UTF_8));
  }
}
