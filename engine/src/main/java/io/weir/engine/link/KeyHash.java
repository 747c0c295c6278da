package io.weir.engine.link;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * Hashes record keys. The multipliers are drawn when the process starts, because strangers choose
 * the keys that they subscribe to: they must not be able to choose keys that collide.
 */
final class KeyHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FIRST;
  private static final long SECOND;

  static {
    SecureRandom random = new SecureRandom();
    FIRST = random.nextLong() | 1;
    SECOND = random.nextLong() | 1;
  }

  private KeyHash() {}

  /** The hash of the first {@code length} bytes of a key. */
  static int of(byte[] key, int length) {
    long hash = FIRST ^ length;
    int i = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      hash = mix(hash ^ (long) LONGS.get(key, i));
    }
    long rest = 0;
    for (; i < length; i++) {
      rest = rest << Byte.SIZE | (key[i] & 0xFF);
    }
    hash = mix(hash ^ rest);
    return (int) (hash ^ hash >>> Integer.SIZE);
  }

  private static long mix(long value) {
    long other = value ^ SECOND;
    return Math.unsignedMultiplyHigh(value + FIRST, other) ^ (value + FIRST) * other;
  }
}
