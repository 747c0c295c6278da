package io.weir.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bench.process.ProcStatus;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MemoryTest {
  @Test
  void dividesTheGrowthByTheConnections() {
    var before = new Memory.Look(new ProcStatus(100_000, 80_000), OptionalLong.of(5_000_000));
    var after = new Memory.Look(new ProcStatus(130_000, 110_000), OptionalLong.of(15_000_000));

    Memory memory = Memory.of(before, after, 10_000);

    assertThat(memory.rssBytesPerConnection()).isEqualTo(3072);
    assertThat(memory.heapBytesPerConnection()).isEqualTo(1000);
  }
}
