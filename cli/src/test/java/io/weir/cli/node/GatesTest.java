package io.weir.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GatesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 10000, 8976", // room for files is left
    "0, 1024, 768",
    "500, 1024, 500",
    "5000, 1024, 5000", // asked for, and warned of
    "5000, 0, 5000"
  })
  void takesWhatIsAskedForOrWhatTheSystemLeaves(int asked, long openFiles, int connections) {
    assertThat(Gates.connections(asked, openFiles)).isEqualTo(connections);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE})
  void isBoundByMemoryWhereTheSystemHasNoBound(long openFiles) {
    assertThat((long) Gates.connections(0, openFiles))
        .isEqualTo(Runtime.getRuntime().maxMemory() / (32 << 10));
  }
}
