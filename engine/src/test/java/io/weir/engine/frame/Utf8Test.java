package io.weir.engine.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Utf8Test {

  @Test
  void agreesWithTheJdkOnRandomBytes() {
    for (long seed = 0; seed < 20_000; seed++) {
      byte[] bytes = randomBytes(new Random(seed));
      assertThat(Utf8.isValid(bytes))
          .as("seed %d: %s", seed, Arrays.toString(bytes))
          .isEqualTo(decodes(bytes));
    }
  }

  /** Text with characters of every length, and often one byte of it changed or cut off. */
  private static byte[] randomBytes(Random random) {
    StringBuilder text = new StringBuilder();
    int[] limits = {0x80, 0x80, 0x800, 0xD800, Character.MAX_CODE_POINT + 1};
    for (int i = random.nextInt(24); i > 0; i--) {
      int codePoint = random.nextInt(limits[random.nextInt(limits.length)]);
      text.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? 'x' : codePoint);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextBoolean()) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return random.nextInt(4) > 0 || bytes.length == 0
        ? bytes
        : Arrays.copyOf(bytes, bytes.length - 1);
  }

  private static boolean decodes(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Test
  void takesNothingForText() {
    assertThat(Utf8.isValid(new byte[0])).isTrue();
  }

  @Test
  void refusesSurrogatesOverlongFormsAndWhatUnicodeDoesNotHave() {
    assertThat(Utf8.isValid(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})).isFalse();
    assertThat(Utf8.isValid(new byte[] {(byte) 0xC0, (byte) 0x80})).isFalse();
    assertThat(Utf8.isValid(new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80}))
        .isFalse();
  }
}
