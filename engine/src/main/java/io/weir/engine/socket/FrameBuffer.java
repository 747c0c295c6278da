package io.weir.engine.socket;

import java.nio.ByteBuffer;

/**
 * Memory with complete frames in it, shared by all who write it and freed when the last one has let
 * go. Whoever is handed one holds one count of it.
 */
public abstract class FrameBuffer {

  /**
   * The memory, from 0 to its capacity; filled before it is shared and not changed thereafter. Each
   * call makes a view of its own, which begins at 0: whoever fills the buffer asks once.
   */
  public abstract ByteBuffer bytes();

  /** Takes one more count. */
  public abstract void retain();

  /** Gives one count back. */
  public abstract void release();
}
