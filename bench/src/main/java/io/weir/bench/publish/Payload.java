package io.weir.bench.publish;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * A JSON object of exactly so many bytes that carries the time it was sent: {@code
 * {"t":1700000000000000000,"v":"xxx"}}.
 *
 * <p>Thread: one. The array it hands out is the same each time.
 */
public final class Payload {
  private static final String BEFORE = "{\"t\":";
  private static final int TIME_DIGITS = 19;
  private static final String AFTER = ",\"v\":\"";
  private static final String END = "\"}";

  /** The smallest size: no padding at all. */
  public static final int MIN_BYTES = BEFORE.length() + TIME_DIGITS + AFTER.length() + END.length();

  private final byte[] bytes;

  /**
   * A payload of that many bytes.
   *
   * @throws IllegalArgumentException if the size is below {@link #MIN_BYTES}
   */
  public Payload(int size) {
    if (size < MIN_BYTES) {
      throw new IllegalArgumentException("size=" + size + " < " + MIN_BYTES + ": raise --size");
    }
    String padding = readings(size - MIN_BYTES);
    String text = BEFORE + "0".repeat(TIME_DIGITS) + AFTER + padding + END;
    bytes = text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Words that come again and numbers that do not, so that it compresses as such records do. */
  private static String readings(int size) {
    Random random = new Random(size);
    StringBuilder text = new StringBuilder();
    while (text.length() < size) {
      text.append("speed ").append(random.nextInt(1000)).append(" place ");
      text.append(random.nextInt(90_000_000)).append(' ').append(random.nextInt(180_000_000));
      text.append(", ");
    }
    return text.substring(0, size);
  }

  /** The object's bytes with this time, nanoseconds since the epoch; valid until the next call. */
  public byte[] at(long nanos) {
    long rest = nanos;
    for (int digit = TIME_DIGITS - 1; digit >= 0; digit--) {
      bytes[BEFORE.length() + digit] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return bytes;
  }
}
