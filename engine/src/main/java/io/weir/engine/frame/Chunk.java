package io.weir.engine.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One chunk of an HTTP/1.1 response (RFC 9112 section 7.1). */
final class Chunk {
  /** The chunk without data behind which the response ends. */
  static final byte[] LAST = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] BREAK = {'\r', '\n'};
  private static final int HEX_BITS = 4;

  private Chunk() {}

  /** Of a chunk with so much data, more than 0. */
  static int size(int dataBytes) {
    return digits(dataBytes) + dataBytes + 2 * BREAK.length;
  }

  static void put(ByteBuffer target, byte[] data) {
    for (int digit = digits(data.length) - 1; digit >= 0; digit--) {
      int value = (data.length >>> (digit * HEX_BITS)) & 0xF;
      target.put((byte) Character.forDigit(value, 16));
    }
    target.put(BREAK).put(data).put(BREAK);
  }

  private static int digits(int number) {
    return (Integer.SIZE - Integer.numberOfLeadingZeros(number) + HEX_BITS - 1) / HEX_BITS;
  }

  /** Where the chunk that begins at a position ends. */
  static int end(ByteBuffer chunks, int begin) {
    int at = begin;
    int data = 0;
    for (byte digit = chunks.get(at); digit != '\r'; digit = chunks.get(++at)) {
      data = data << HEX_BITS | Character.digit(digit, 16);
    }
    return at + data + 2 * BREAK.length;
  }
}
