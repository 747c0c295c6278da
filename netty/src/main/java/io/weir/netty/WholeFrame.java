package io.weir.netty;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * A data frame that is a whole message (RFC 6455 section 5.2: FIN, no extension, a length of at
 * most 16 bits), as most are: it is read where it lies, without a copy. Thread: the loop.
 */
final class WholeFrame {
  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_BINARY = 0x82;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7F;
  private static final int LENGTH_16 = 126;
  private static final int MASK_BYTES = 4;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final int maxPayloadBytes;
  private final boolean masked;

  private boolean text;
  private int payloadAt;
  private int payloadBytes;
  private boolean ascii;

  WholeFrame(int maxPayloadBytes, boolean masked) {
    this.maxPayloadBytes = maxPayloadBytes;
    this.masked = masked;
  }

  /**
   * Whether one begins here, and all of it is here. What is anything else, or wrong, is for a
   * decoder that knows all frames.
   */
  boolean isAt(ByteBuf in) {
    int at = in.readerIndex();
    int readable = in.readableBytes();
    if (readable < 2 || in.nioBufferCount() != 1) {
      return false;
    }
    int first = in.getUnsignedByte(at);
    int second = in.getUnsignedByte(at + 1);
    int told = second & LENGTH;
    int header = (told == LENGTH_16 ? 4 : 2) + (masked ? MASK_BYTES : 0);
    if ((first != FINAL_TEXT && first != FINAL_BINARY)
        || ((second & MASKED) != 0) != masked
        || told > LENGTH_16
        || readable < header) {
      return false;
    }
    text = first == FINAL_TEXT;
    payloadAt = at + header;
    payloadBytes = told < LENGTH_16 ? told : in.getUnsignedShort(at + 2);
    boolean shortest = told < LENGTH_16 || payloadBytes >= LENGTH_16;
    return shortest && payloadBytes <= maxPayloadBytes && payloadBytes <= readable - header;
  }

  boolean isText() {
    return text;
  }

  /**
   * Reads the frame that is here, and unmasks it in its place.
   *
   * @return the payload; of the buffer's memory, until that is used again
   */
  ByteBuffer read(ByteBuf in) {
    ByteBuffer payload = in.internalNioBuffer(payloadAt, payloadBytes);
    unmask(payload, masked ? in.getInt(payloadAt - MASK_BYTES) : 0);
    in.readerIndex(payloadAt + payloadBytes);
    return payload;
  }

  /** Whether what was read has no byte that ASCII has not. */
  boolean isAscii() {
    return ascii;
  }

  private void unmask(ByteBuffer payload, int mask) {
    long twice = ((long) mask << Integer.SIZE) | (mask & 0xFFFF_FFFFL);
    long seen = 0;
    int at = payload.position();
    int end = payload.limit();
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      long plain = payload.getLong(at) ^ twice;
      payload.putLong(at, plain);
      seen |= plain;
    }
    int rest = mask;
    for (; at < end; at++) {
      rest = Integer.rotateLeft(rest, Byte.SIZE);
      byte plain = (byte) (payload.get(at) ^ rest);
      payload.put(at, plain);
      seen |= plain;
    }
    ascii = (seen & HIGH_BITS) == 0;
  }
}
