package io.weir.bench.load;

import java.nio.ByteBuffer;

/** Finds the time at which a JSON payload says it was sent: {@code "t":<nanoseconds>}. */
public final class Timestamps {
  /** No time was found. */
  public static final long ABSENT = 0;

  private static final int NAME = ('"' << 24) | ('t' << 16) | ('"' << 8) | ':';

  private Timestamps() {}

  /**
   * The first {@code "t":} member's digits within {@code [from, to)}, or {@link #ABSENT} when there
   * is none or when {@code to} cuts it off. The buffer must be big-endian.
   */
  public static long find(ByteBuffer payload, int from, int to) {
    for (int at = from; at + Integer.BYTES < to; at++) {
      if (payload.getInt(at) == NAME) {
        return digits(payload, at + Integer.BYTES, to);
      }
    }
    return ABSENT;
  }

  private static long digits(ByteBuffer payload, int from, int to) {
    long value = 0;
    for (int at = from; at < to; at++) {
      int digit = payload.get(at) - '0';
      if (digit < 0 || digit > 9) {
        return value;
      }
      value = value * 10 + digit;
    }
    return ABSENT;
  }
}
