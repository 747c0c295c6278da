package io.weir.engine.stream;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * A position in a stream that clients keep: whoever presents it goes on from there, on any node,
 * for as long as the topic keeps its records.
 *
 * <p>Its text is opaque to clients: in Base64 for URLs (RFC 4648 section 5) without padding, a byte
 * of version, the digests of the topic (2 and 8 bytes), the number of partitions, for each its
 * offset and its epoch plus one, as numbers of 7 bits a byte, and three bytes of CRC-32C over all
 * of it. For 3 partitions that is 56 characters at most while offsets are below 2<sup>49</sup> and
 * epochs below 2<sup>14</sup> - 1.
 */
public record Cursor(TopicId topic, Positions positions) {
  /** Of no topic. */
  public static final Cursor NOWHERE = new Cursor(new TopicId(0, 0), Positions.NONE);

  private static final int VERSION = 1;
  private static final int CHECK_BYTES = 3;
  private static final int HEAD_BYTES = 1 + Short.BYTES + Long.BYTES;
  private static final int MAX_NUMBER_BYTES = 10;

  /** Longer texts are no cursors: there is no topic with so many partitions. */
  private static final int MAX_CHARS = 1 << 20;

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    return text(topic, new Progress(positions));
  }

  /** The text of the cursor at which something stands that moves. */
  public static String text(TopicId topic, Progress at) {
    ByteBuffer bytes =
        ByteBuffer.allocate(
            HEAD_BYTES + CHECK_BYTES + MAX_NUMBER_BYTES + 2 * MAX_NUMBER_BYTES * at.count());
    bytes.put((byte) VERSION).putShort((short) topic.name()).putLong(topic.id());
    putNumber(bytes, at.count());
    for (int i = 0; i < at.count(); i++) {
      putNumber(bytes, at.next(i));
      putNumber(bytes, at.epoch(i) + 1L);
    }
    int check = check(bytes.array(), bytes.position());
    bytes.put((byte) (check >> 16)).put((byte) (check >> 8)).put((byte) check);
    byte[] whole = new byte[bytes.position()];
    bytes.get(0, whole);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /**
   * Reads the text of a cursor.
   *
   * @throws io.weir.engine.error.RefusedException with the reason, if it is none
   */
  public static Cursor parse(String text) {
    byte[] bytes = decode(text);
    if (bytes.length == 0 || bytes[0] != VERSION) {
      throw refused("this version of Weir cannot read it");
    }
    int end = bytes.length - CHECK_BYTES;
    ByteBuffer tail = ByteBuffer.wrap(bytes);
    if (end < HEAD_BYTES || check(bytes, end) != check(tail, end)) {
      throw refused("it is cut or damaged");
    }
    try {
      Cursor cursor = parse(ByteBuffer.wrap(bytes, 1, end - 1));
      // A position has one text: what says it in another way, or says more, is not of ours.
      if (cursor.toString().equals(text)) {
        return cursor;
      }
    } catch (BufferUnderflowException e) {
      // the same sentence below
    }
    throw refused("it is cut or damaged");
  }

  private static byte[] decode(String text) {
    if (text.isEmpty() || text.length() > MAX_CHARS) {
      throw refused("its length is wrong");
    }
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw refused("a cursor is letters, digits, - and _ as Weir sent them");
    }
  }

  private static Cursor parse(ByteBuffer bytes) {
    TopicId topic = new TopicId(bytes.getShort() & 0xFFFF, bytes.getLong());
    long count = number(bytes);
    if (count > bytes.remaining() / 2) {
      throw refused("it is cut or damaged");
    }
    long[] next = new long[(int) count];
    int[] epochs = new int[next.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = number(bytes);
      epochs[i] = (int) Math.min(number(bytes), Integer.MAX_VALUE) - 1;
    }
    return new Cursor(topic, Positions.of(next, epochs));
  }

  private static void putNumber(ByteBuffer target, long number) {
    long rest = number;
    while (rest > 0x7F) {
      target.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    target.put((byte) rest);
  }

  private static long number(ByteBuffer bytes) {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
      byte next = bytes.get();
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw refused("it is cut or damaged");
  }

  private static int check(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue() & 0xFFFFFF;
  }

  private static int check(ByteBuffer bytes, int at) {
    return (bytes.getShort(at) & 0xFFFF) << 8 | (bytes.get(at + 2) & 0xFF);
  }

  private static RuntimeException refused(String why) {
    return new Refusal(ErrorCode.BAD_REQUEST, "this is no cursor of Weir: " + why).asException();
  }
}
