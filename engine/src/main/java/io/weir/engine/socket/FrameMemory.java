package io.weir.engine.socket;

/** Where frame buffers come from. Any thread. */
public interface FrameMemory {

  /** A buffer of exactly this many bytes, more than 0, with one count that the caller holds. */
  FrameBuffer allocate(int bytes);
}
