package io.weir.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveHeapTest {
  @Test
  void readsTheTotal() {
    String histogram =
        """
        4242:
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:         12345         678901  [B (java.base@25)
        Total         23456        7890123
        """;

    assertThat(LiveHeap.parse(histogram)).hasValue(7_890_123);
  }

  @Test
  void isEmptyForAnythingElse() {
    assertThat(LiveHeap.parse("com.sun.tools.attach.AttachNotSupportedException")).isEmpty();
  }
}
