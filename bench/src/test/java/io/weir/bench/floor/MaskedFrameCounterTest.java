package io.weir.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedFrameCounterTest {
  private static final byte[] MASK = {1, (byte) 0x82, 3, 4};

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 64, 1000})
  void countsAndUnmasksHoweverFramesAreCut(int part) {
    ByteBuffer frames = ByteBuffer.allocate(200_000);
    put(frames, 0);
    put(frames, 5);
    put(frames, 125);
    put(frames, 126);
    put(frames, 70_000);
    frames.flip();
    byte[] plain = new byte[frames.limit()];
    MaskedFrameCounter counter = new MaskedFrameCounter();
    while (frames.hasRemaining()) {
      int at = frames.position();
      byte[] bytes = new byte[Math.min(part, frames.remaining())];
      frames.get(bytes);
      counter.scan(ByteBuffer.wrap(bytes), bytes.length);
      System.arraycopy(bytes, 0, plain, at, bytes.length);
    }

    assertThat(counter.frames()).isEqualTo(5);
    assertThat(new String(plain, StandardCharsets.ISO_8859_1))
        .contains("x".repeat(70_000))
        .endsWith("x");
    assertThat(count(plain, 'x')).isEqualTo(5 + 125 + 126 + 70_000);
  }

  private static long count(byte[] bytes, char wanted) {
    return new String(bytes, StandardCharsets.ISO_8859_1).chars().filter(c -> c == wanted).count();
  }

  private static void put(ByteBuffer out, int length) {
    out.put((byte) 0x81);
    if (length < 126) {
      out.put((byte) (0x80 | length));
    } else if (length < 65_536) {
      out.put((byte) 0xfe).putShort((short) length);
    } else {
      out.put((byte) 0xff).putLong(length);
    }
    out.put(MASK);
    for (int i = 0; i < length; i++) {
      out.put((byte) ('x' ^ MASK[i % 4]));
    }
  }
}
