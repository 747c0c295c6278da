package io.weir.engine.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Tells text from bytes. */
public final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /** Whether the bytes are well-formed UTF-8 (RFC 3629); nothing at all is. */
  public static boolean isValid(byte[] bytes) {
    int at = 0;
    while (at + Long.BYTES <= bytes.length && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
      at += Long.BYTES;
    }
    return isValid(ByteBuffer.wrap(bytes, at, bytes.length - at));
  }

  /** The same of what remains of a buffer, whose position and limit stay. */
  public static boolean isValid(ByteBuffer bytes) {
    int end = bytes.limit();
    int at = bytes.position();
    while (at >= 0 && at < end) {
      if (at + Long.BYTES <= end && (bytes.getLong(at) & HIGH_BITS) == 0) {
        at += Long.BYTES;
      } else {
        at = next(bytes, at, end);
      }
    }
    return at == end;
  }

  /** Where the character ends that begins here, or -1: the table of RFC 3629, section 4. */
  private static int next(ByteBuffer bytes, int at, int end) {
    int first = bytes.get(at) & 0xFF;
    if (first < 0x80) {
      return at + 1;
    }
    int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (first < 0xC2 || first > 0xF4 || end - at < length) {
      return -1;
    }
    int second = bytes.get(at + 1) & 0xFF;
    int from = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int to = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    boolean sound = second >= from && second <= to;
    for (int i = 2; i < length; i++) {
      sound &= (bytes.get(at + i) & 0xC0) == 0x80;
    }
    return sound ? at + length : -1;
  }
}
