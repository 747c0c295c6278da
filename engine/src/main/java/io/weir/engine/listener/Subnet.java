package io.weir.engine.listener;

import java.net.InetAddress;

/**
 * All addresses that begin with the same bits (RFC 4632, RFC 4291 section 2.3).
 *
 * @param address whose other bits are 0
 * @param bits of the prefix
 */
public record Subnet(InetAddress address, int bits) {

  /**
   * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or a single address.
   *
   * @throws IllegalArgumentException with what is wrong with it, to follow the text in a sentence
   */
  public static Subnet of(String text) {
    int slash = text.indexOf('/');
    InetAddress address =
        Literal.address(slash < 0 ? text : text.substring(0, slash))
            .orElseThrow(() -> new IllegalArgumentException("is neither an address nor a subnet"));
    int length = address.getAddress().length * Byte.SIZE;
    String suffix = slash < 0 ? "" : text.substring(slash + 1);
    if (slash >= 0 && !suffix.matches("\\d{1,3}")) {
      throw new IllegalArgumentException("has no number of bits after the slash");
    }
    int bits = slash < 0 ? length : Integer.parseInt(suffix);
    if (bits > length) {
      throw new IllegalArgumentException("has more than " + length + " bits after the slash");
    }
    if (!isZero(address.getAddress(), bits)) {
      throw new IllegalArgumentException("has bits set behind the first " + bits);
    }
    return new Subnet(address, bits);
  }

  private static boolean isZero(byte[] bytes, int from) {
    for (int bit = from; bit < bytes.length * Byte.SIZE; bit++) {
      if (bit(bytes, bit) != 0) {
        return false;
      }
    }
    return true;
  }

  public boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      if (bit(mine, bit) != bit(theirs, bit)) {
        return false;
      }
    }
    return true;
  }

  private static int bit(byte[] bytes, int index) {
    return bytes[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1;
  }

  /** As it is written in settings. */
  @Override
  public String toString() {
    return address.getHostAddress() + "/" + bits;
  }
}
