package io.weir.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedFramesTest {
  @ParameterizedTest
  @CsvSource({"100, 2", "128, 4", "70000, 10"})
  void framesAreAsAClientSendsThem(int payload, int header) {
    MaskedFrames frames = new MaskedFrames(payload);
    ByteBuffer bytes = frames.bytes();

    assertThat(frames.frameBytes()).isEqualTo(header + 4 + payload);
    assertThat(frames.length()).isEqualTo(16 * frames.frameBytes());
    assertThat(bytes.get(0) & 0xff).isEqualTo(0x81);
    assertThat(bytes.get(1)).isNegative();
    for (int frame = 0; frame < 16; frame++) {
      assertThat(unmasked(bytes, frame * frames.frameBytes() + header, payload))
          .startsWith("{\"t\":1700000000000000000,\"v\":\"")
          .endsWith("\"}");
    }
  }

  private static String unmasked(ByteBuffer bytes, int mask, int length) {
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) (bytes.get(mask + 4 + i) ^ bytes.get(mask + i % 4));
    }
    return new String(payload, StandardCharsets.US_ASCII);
  }
}
