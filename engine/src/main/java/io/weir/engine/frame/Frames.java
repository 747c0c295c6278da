package io.weir.engine.frame;

import io.weir.engine.socket.FrameBuffer;

/**
 * The frames of one batch in one kind, one behind the other in one buffer, so that neighbours are
 * written with one call.
 *
 * @param ends where each record's frame ends in the buffer; a record's frame begins where the one
 *     before it ends, the first at 0
 */
@SuppressWarnings("ArrayRecordComponent") // read in the innermost loop
public record Frames(FrameBuffer buffer, int[] ends) {

  /** Where the frame of a record begins. */
  public int begin(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  /** Where the frame of a record ends. */
  public int end(int index) {
    return ends[index];
  }

  public int sizeBytes() {
    return ends[ends.length - 1];
  }
}
