package io.weir.engine.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.socket.Wire;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameHeaderTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 32_768, 65_535, 65_536, 100_000})
  void findsTheEndOfEveryLength(int payloadBytes) {
    int size = FrameHeader.size(payloadBytes) + payloadBytes;
    ByteBuffer frames = ByteBuffer.allocate(2 * size);
    FrameHeader.put(frames, FrameHeader.TEXT, payloadBytes);
    FrameHeader.put(frames.position(size), FrameHeader.BINARY, payloadBytes);

    assertThat(Framing.boundary(Wire.PLAIN, frames, 0, 0)).isZero();
    assertThat(Framing.boundary(Wire.PLAIN, frames, 0, 1)).isEqualTo(size);
    assertThat(Framing.boundary(Wire.PLAIN, frames, 0, size)).isEqualTo(size);
    assertThat(Framing.boundary(Wire.PLAIN, frames, 0, size + 1)).isEqualTo(2 * size);
    assertThat(Framing.boundary(Wire.PLAIN, frames, size, 2 * size)).isEqualTo(2 * size);
  }

  @Test
  void beginsWhereItIsTold() {
    ByteBuffer frames = ByteBuffer.wrap(new byte[] {-1, -1, -1, (byte) 0x81, 1, 'x'});

    assertThat(Framing.boundary(Wire.PLAIN, frames, 3, 4)).isEqualTo(6);
  }
}
