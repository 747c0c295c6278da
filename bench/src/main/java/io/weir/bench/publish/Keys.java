package io.weir.bench.publish;

import java.nio.charset.StandardCharsets;

/**
 * The record keys, in turns: {@code truck-00000}, {@code truck-00001} and so on.
 *
 * <p>Thread: one.
 */
final class Keys {
  private final byte[][] keys;
  private int next;

  Keys(String prefix, int distinct) {
    keys = new byte[distinct][];
    for (int number = 0; number < distinct; number++) {
      keys[number] = "%s%05d".formatted(prefix, number).getBytes(StandardCharsets.US_ASCII);
    }
  }

  byte[] next() {
    byte[] key = keys[next];
    next = next + 1 == keys.length ? 0 : next + 1;
    return key;
  }
}
