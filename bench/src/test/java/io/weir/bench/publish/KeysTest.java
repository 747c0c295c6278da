package io.weir.bench.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KeysTest {
  @Test
  void takesTheKeysInTurns() {
    var keys = new Keys("truck-", 2);

    assertThat(next(keys)).isEqualTo("truck-00000");
    assertThat(next(keys)).isEqualTo("truck-00001");
    assertThat(next(keys)).isEqualTo("truck-00000");
  }

  private static String next(Keys keys) {
    return new String(keys.next(), StandardCharsets.US_ASCII);
  }
}
