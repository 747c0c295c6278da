package io.weir.testing.socket;

import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.FrameMemory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Frame memory on the heap that finds leaks, double releases and uses after release. What is freed
 * is overwritten, so that whoever still reads it sees {@code 0xDB}. Any thread.
 */
public final class HeapFrameMemory implements FrameMemory {
  private static final byte FREED = (byte) 0xDB;

  private final Set<HeapBuffer> outstanding = ConcurrentHashMap.newKeySet();
  private final AtomicInteger largestBytes = new AtomicInteger();
  private volatile int failAboveBytes = Integer.MAX_VALUE;

  @Override
  public FrameBuffer allocate(int bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("a buffer of " + bytes + " bytes");
    }
    if (bytes > failAboveBytes) {
      throw new IllegalStateException("no memory for " + bytes + " bytes");
    }
    largestBytes.accumulateAndGet(bytes, Math::max);
    HeapBuffer buffer = new HeapBuffer(bytes);
    outstanding.add(buffer);
    return buffer;
  }

  /** From now on, larger buffers are refused with an exception. */
  public void failAbove(int bytes) {
    failAboveBytes = bytes;
  }

  /** How many buffers somebody still holds. */
  public int outstanding() {
    return outstanding.size();
  }

  /** The largest buffer that was ever asked for, in bytes. */
  public int largestBytes() {
    return largestBytes.get();
  }

  /** Fails if a buffer is still held. */
  public void assertNoLeaks() {
    if (!outstanding.isEmpty()) {
      throw new AssertionError(outstanding.size() + " frame buffers leaked: " + outstanding);
    }
  }

  private final class HeapBuffer extends FrameBuffer {
    private final byte[] memory;
    private final ByteBuffer view;
    private final AtomicInteger count = new AtomicInteger(1);

    HeapBuffer(int bytes) {
      this.memory = new byte[bytes];
      this.view = ByteBuffer.wrap(memory);
    }

    @Override
    public ByteBuffer bytes() {
      if (count.get() <= 0) {
        throw new IllegalStateException("used after release: " + this);
      }
      return view.duplicate();
    }

    @Override
    public void retain() {
      if (count.getAndIncrement() <= 0) {
        throw new IllegalStateException("retained after release: " + this);
      }
    }

    @Override
    public void release() {
      int left = count.decrementAndGet();
      if (left < 0) {
        throw new IllegalStateException("released too often: " + this);
      }
      if (left == 0) {
        Arrays.fill(memory, FREED);
        outstanding.remove(this);
      }
    }

    @Override
    public String toString() {
      return memory.length + " bytes, count " + count.get();
    }
  }
}
