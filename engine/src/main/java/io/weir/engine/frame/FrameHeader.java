package io.weir.engine.frame;

import java.nio.ByteBuffer;

/** The first bytes of an unmasked, final frame (RFC 6455 section 5.2). */
final class FrameHeader {
  static final int TEXT = 0x81;
  static final int BINARY = 0x82;

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
}
