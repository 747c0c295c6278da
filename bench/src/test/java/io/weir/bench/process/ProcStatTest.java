package io.weir.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcStatTest {
  private static final String LINE =
      "4242 (a (b) c) S 1 4242 4242 0 -1 4194304 1 2 3 4 150 50 7 8 20 0 12 0 99 1 2";

  @Test
  void readsPastAnyName() {
    assertThat(ProcStat.parse(LINE)).isEqualTo(new ProcStat(150, 50));
  }

  @Test
  void countsUserAndSystemTime() {
    assertThat(ProcStat.parse(LINE).secondsSince(new ProcStat(100, 0))).isEqualTo(1.0);
  }
}
