package io.weir.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.weir.engine.socket.FrameBuffer;
import java.nio.ByteBuffer;

/** Frames in pooled memory outside the heap. Counted by the memory's own count. */
final class NettyFrameBuffer extends FrameBuffer {
  private static final int MAX_HELD = 4;

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

  /**
   * A range for whoever writes it later, which holds at most {@value #MAX_HELD} times its size: a
   * view with a count of its own, or a copy where the view would hold more.
   *
   * @param pool for the copy
   */
  ByteBuf keep(int from, int to, ByteBufAllocator pool) {
    int size = to - from;
    return size < memory.capacity() / MAX_HELD
        ? pool.directBuffer(size, size).writeBytes(memory, from, size)
        : memory.retainedSlice(from, size);
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
