package io.weir.engine.link.push;

import java.nio.ByteBuffer;

/**
 * How one session learns what has arrived; what has, it settles in the window. Thread: the loop.
 */
interface Proof {

  /** How many frames may be written before {@link #onWritten} is to be told; 1 or more. */
  int mostFrames();

  /** Frames were written, and not flushed yet. */
  void onWritten(int frames, int bytes);

  /**
   * Nothing more is written for now; the flush follows.
   *
   * @param waits whether nothing more may be written before something is confirmed
   */
  default void beforeFlush(boolean waits) {}

  default void onFlushed() {}

  /** Whether something was confirmed. */
  default boolean onPong(long number) {
    return false;
  }

  /** Whether something was confirmed. */
  default boolean onMessage(ByteBuffer payload) {
    return false;
  }
}
