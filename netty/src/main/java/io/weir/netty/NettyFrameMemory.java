package io.weir.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.FrameMemory;

/** Frame buffers out of a pool. Any thread. */
public final class NettyFrameMemory implements FrameMemory {
  private final ByteBufAllocator pool = PooledByteBufAllocator.DEFAULT;

  @Override
  public FrameBuffer allocate(int bytes) {
    return new NettyFrameBuffer(pool.directBuffer(bytes, bytes));
  }
}
