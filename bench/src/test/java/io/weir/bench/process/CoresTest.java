package io.weir.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CoresTest {
  @Test
  void keepsTheServerApart() {
    var cores = new Cores(Optional.of(Path.of("/usr/bin/taskset")), "");

    assertThat(cores.server(List.of("java")))
        .containsExactly("/usr/bin/taskset", "-c", "0", "java");
    assertThat(cores.others(List.of("java")))
        .containsExactly("/usr/bin/taskset", "-c", "1", "java");
  }

  @Test
  void leavesCommandsAloneWhereNothingCanBePinned() {
    assertThat(Cores.unpinned().server(List.of("java", "-version")))
        .containsExactly("java", "-version");
  }
}
