package io.weir.testing.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.socket.FrameBuffer;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class HeapFrameMemoryTest {
  private final HeapFrameMemory memory = new HeapFrameMemory();
  private final FrameBuffer buffer = memory.allocate(4);

  @Test
  void countsWhatIsOutstanding() {
    assertThatThrownBy(memory::assertNoLeaks)
        .isInstanceOf(AssertionError.class)
        .hasMessage("1 frame buffers leaked: [4 bytes, count 1]");
    buffer.retain();
    buffer.release();
    assertThat(memory.outstanding()).isEqualTo(1);
    buffer.release();
    assertThat(memory.outstanding()).isZero();
    memory.assertNoLeaks();
  }

  @Test
  void findsUseAfterRelease() {
    ByteBuffer kept = buffer.bytes();
    buffer.release();
    assertThatThrownBy(buffer::bytes).hasMessageStartingWith("used after release");
    assertThatThrownBy(buffer::retain).hasMessageStartingWith("retained after release");
    assertThat(kept.get(0)).isEqualTo((byte) 0xDB);
  }

  @Test
  void findsDoubleReleases() {
    buffer.release();
    assertThatThrownBy(buffer::release).hasMessageStartingWith("released too often");
  }

  @Test
  void refusesBuffersOfNothingAndThoseItIsToldToRefuse() {
    assertThatThrownBy(() -> memory.allocate(0)).isInstanceOf(IllegalArgumentException.class);
    memory.failAbove(10);
    assertThat(memory.allocate(10).bytes().capacity()).isEqualTo(10);
    assertThatThrownBy(() -> memory.allocate(11)).hasMessage("no memory for 11 bytes");
    assertThat(memory.largestBytes()).isEqualTo(10);
  }
}
