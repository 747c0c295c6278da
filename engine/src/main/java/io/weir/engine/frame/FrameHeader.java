package io.weir.engine.frame;

import java.nio.ByteBuffer;

/** The first bytes of a final frame, which is written unmasked (RFC 6455 section 5.2). */
final class FrameHeader {
  static final int TEXT = 0x81;
  static final int BINARY = 0x82;

  /** The bit RSV1: the message is compressed (RFC 7692 section 6). */
  static final int COMPRESSED = 0x40;

  private static final int MASKED = 0x80;
  private static final int KEY_BYTES = 4;
  private static final int MAX_7_BITS = 125;
  private static final int MAX_16_BITS = 0xFFFF;

  private FrameHeader() {}

  static int size(int payloadBytes) {
    return payloadBytes <= MAX_7_BITS ? 2 : payloadBytes <= MAX_16_BITS ? 4 : 10;
  }

  static void put(ByteBuffer target, int firstByte, int payloadBytes) {
    target.put((byte) firstByte);
    if (payloadBytes <= MAX_7_BITS) {
      target.put((byte) payloadBytes);
    } else if (payloadBytes <= MAX_16_BITS) {
      target.put((byte) 126).putShort((short) payloadBytes);
    } else {
      target.put((byte) 127).putLong(payloadBytes);
    }
  }

  /** Where the frame that begins at a position ends, masked or not. */
  static int end(ByteBuffer frames, int begin) {
    int second = frames.get(begin + 1);
    int length = second & 0x7F;
    return begin
        + ((second & MASKED) == 0 ? 0 : KEY_BYTES)
        + switch (length) {
          case 126 -> 4 + (frames.getShort(begin + 2) & MAX_16_BITS);
          case 127 -> 10 + Math.toIntExact(frames.getLong(begin + 2));
          default -> 2 + length;
        };
  }
}
