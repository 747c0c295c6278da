package io.weir.engine.frame;

import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.FrameMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Control frames for a WebSocket that are sent together, one behind the other in one buffer. One
 * thread.
 */
public final class ControlText {
  private static final int FIRST_BYTES = 256;
  private static final int KEPT_BYTES = 16 << 10;

  private byte[] frames = {};
  private int size;

  /**
   * Adds one frame.
   *
   * @param marked whether the other frames are values, which may be any text
   */
  public void add(boolean marked, String json) {
    byte[] payload = (marked ? ControlFrame.MARK + json : json).getBytes(StandardCharsets.UTF_8);
    int header = FrameHeader.size(payload.length);
    reserve(header + payload.length);
    ByteBuffer target = ByteBuffer.wrap(frames, size, header + payload.length);
    FrameHeader.put(target, FrameHeader.TEXT, payload.length);
    target.put(payload);
    size += header + payload.length;
  }

  private void reserve(int bytes) {
    if (size + bytes > frames.length) {
      int twice = Math.max(FIRST_BYTES, 2 * frames.length);
      frames = Arrays.copyOf(frames, Math.max(twice, size + bytes));
    }
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** All of them, of which there is at least one; the caller holds the buffer. */
  public FrameBuffer take(FrameMemory memory) {
    FrameBuffer buffer = memory.allocate(size);
    buffer.bytes().put(frames, 0, size);
    size = 0;
    if (frames.length > KEPT_BYTES) {
      frames = new byte[0];
    }
    return buffer;
  }
}
