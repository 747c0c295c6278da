package io.weir.engine.frame;

import io.weir.engine.socket.FrameBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames in memory that nobody counts. */
final class HeapBuffer extends FrameBuffer {
  private final ByteBuffer memory;

  HeapBuffer(int bytes) {
    memory = ByteBuffer.allocate(bytes);
  }

  static String text(FrameBuffer buffer) {
    return StandardCharsets.UTF_8.decode(buffer.bytes().rewind()).toString();
  }

  @Override
  public ByteBuffer bytes() {
    return memory;
  }

  @Override
  public void retain() {}

  @Override
  public void release() {}
}
