package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
  @Test
  void seesABufferThatNobodyReleased() throws InterruptedException {
    lose();

    assertThat(LeakCheck.takeLeaks()).hasSize(1);
  }

  @Test
  void isSilentAboutReleasedBuffers() throws InterruptedException {
    PooledByteBufAllocator.DEFAULT.directBuffer(64).release();

    assertThat(LeakCheck.takeLeaks()).isEmpty();
  }

  private static void lose() {
    PooledByteBufAllocator.DEFAULT.directBuffer(64).writeByte(1);
  }
}
