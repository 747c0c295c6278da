package io.weir.engine.frame;

import java.util.Arrays;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses messages, each for itself, so that all sessions can share them (RFC 7692 section 7.2.1
 * with {@code server_no_context_takeover}). Thread: one tail.
 *
 * <p>Holds a quarter of a mebibyte outside the heap from the first message on, until it rests.
 */
final class MessageDeflate {
  /** Below this a message is not worth the receiver's effort. */
  static final int MIN_BYTES = 256;

  /** What a flush ends with and the receiver adds itself: 00 00 FF FF. */
  private static final int TAIL_BYTES = 4;

  private @Nullable Deflater deflater;
  private byte[] target = {};

  /** Null: it stays as it is, because it is small or does not shrink. */
  byte @Nullable [] compress(byte[] message) {
    if (message.length < MIN_BYTES) {
      return null;
    }
    Deflater with = awake();
    if (target.length < message.length) {
      target = new byte[message.length];
    }
    with.reset();
    with.setInput(message);
    int size = with.deflate(target, 0, message.length, Deflater.SYNC_FLUSH);
    return size < message.length ? Arrays.copyOf(target, size - TAIL_BYTES) : null;
  }

  private Deflater awake() {
    if (deflater == null) {
      deflater = new Deflater(Deflater.BEST_SPEED, true);
    }
    return deflater;
  }

  /** Gives its memory back until the next message. */
  void rest() {
    if (deflater != null) {
      deflater.end();
      deflater = null;
      target = new byte[0];
    }
  }
}
