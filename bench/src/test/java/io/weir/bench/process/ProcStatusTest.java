package io.weir.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProcStatusTest {
  @Test
  void readsResidentMemory() {
    String status = "Name:\tjava\nVmRSS:\t  123456 kB\nRssAnon:\t  100000 kB\nThreads:\t9\n";

    assertThat(ProcStatus.parse(status)).isEqualTo(new ProcStatus(123_456, 100_000));
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> ProcStatus.parse("Name:\tkthread\n")).hasMessageContaining("VmRSS:");
  }
}
