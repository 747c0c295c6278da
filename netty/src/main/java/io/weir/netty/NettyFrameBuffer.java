package io.weir.netty;

import io.netty.buffer.ByteBuf;
import io.weir.engine.socket.FrameBuffer;
import java.nio.ByteBuffer;

/** Frames in pooled memory outside the heap. Counted by the memory's own count. */
final class NettyFrameBuffer extends FrameBuffer {
  private final ByteBuf memory;
  private final long address;

  /**
   * @param memory direct, writable from 0 to its capacity; its one count is taken over
   */
  NettyFrameBuffer(ByteBuf memory) {
    this.memory = memory;
    this.address = memory.hasMemoryAddress() ? memory.memoryAddress() : 0;
  }

  /** Where the memory begins, or 0 if this platform does not tell. */
  long address() {
    return address;
  }

  /** A view that holds a count of its own, for whoever writes it later. */
  ByteBuf retainedSlice(int from, int to) {
    return memory.retainedSlice(from, to - from);
  }

  @Override
  public ByteBuffer bytes() {
    return memory.nioBuffer(0, memory.capacity());
  }

  @Override
  public void retain() {
    memory.retain();
  }

  @Override
  public void release() {
    memory.release();
  }
}
