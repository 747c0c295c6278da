package io.weir.engine.config;

import io.weir.engine.config.schema.Parsed;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes.
 *
 * @param bytes not negative
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,15})(B|KiB|MiB|GiB)");

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is not negative: " + bytes);
    }
  }

  public static ByteSize kibibytes(long count) {
    return new ByteSize(Math.multiplyExact(count, 1L << 10));
  }

  public static ByteSize mebibytes(long count) {
    return new ByteSize(Math.multiplyExact(count, 1L << 20));
  }

  /** Understands {@code 512B}, {@code 64KiB}, {@code 1MiB}, {@code 2GiB}. */
  static Parsed<ByteSize> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Parsed.unfit("is not a size: a whole number and B, KiB, MiB or GiB, such as 64KiB");
    }
    int shift =
        switch (matcher.group(2)) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> 0;
        };
    long count = Long.parseLong(matcher.group(1));
    return count > (Long.MAX_VALUE >> shift)
        ? Parsed.unfit("is more than a 64-bit number of bytes holds")
        : Parsed.fits(new ByteSize(count << shift));
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** In the largest unit that needs no fraction. */
  @Override
  public String toString() {
    int unit = bytes == 0 ? 0 : Math.min(3, Long.numberOfTrailingZeros(bytes) / 10);
    return (bytes >> (10 * unit)) + new String[] {"B", "KiB", "MiB", "GiB"}[unit];
  }
}
