package io.weir.engine.frame;

import io.weir.engine.socket.FrameBuffer;

/**
 * The frames of one batch in one form, one behind the other in one buffer, so that neighbours are
 * written with one call.
 *
 * @param ends where each record's frame ends in the buffer; a record's frame begins where the one
 *     before it ends, the first at 0; a record that ends where it begins has no frame
 * @param count how many records have a frame
 */
@SuppressWarnings("ArrayRecordComponent") // read in the innermost loop
public record Frames(FrameBuffer buffer, int[] ends, int count) {

  /** Where the frame of a record begins. */
  public int begin(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  /** Where the frame of a record ends. */
  public int end(int index) {
    return ends[index];
  }

  /** Whether a record has a frame in this form. */
  public boolean has(int index) {
    return begin(index) < end(index);
  }

  /** How many records there are, with a frame or without one. */
  public int records() {
    return ends.length;
  }

  public int sizeBytes() {
    return ends[ends.length - 1];
  }
}
