package io.weir.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KeyHashTest {

  @Test
  void looksAtTheFirstBytesOnly() {
    Random random = new Random(1);
    for (int length = 0; length < 40; length++) {
      byte[] key = new byte[40];
      random.nextBytes(key);
      int expected = KeyHash.of(Arrays.copyOf(key, length), length);
      assertThat(KeyHash.of(key, length)).isEqualTo(expected);
    }
  }

  @Test
  void tellsKeysOfZerosApartByTheirLength() {
    Set<Integer> hashes = new HashSet<>();
    for (int length = 0; length < 64; length++) {
      hashes.add(KeyHash.of(new byte[64], length));
    }
    assertThat(hashes).hasSize(64);
  }

  /** Neighbouring names must not pile up in a few places of a table. */
  @Test
  void spreadsCountedNamesOverATable() {
    int[] slots = new int[1 << 14];
    for (int i = 0; i < slots.length; i++) {
      byte[] key = ("truck-" + i).getBytes(StandardCharsets.UTF_8);
      slots[KeyHash.of(key, key.length) & (slots.length - 1)]++;
    }
    assertThat(Arrays.stream(slots).max().orElseThrow()).isLessThan(16);
    assertThat(Arrays.stream(slots).filter(n -> n == 0).count()).isBetween(5_400L, 6_700L);
  }
}
