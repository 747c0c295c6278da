package io.weir.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GatesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 100000, 98976", // room for files is left
    "0, 1024, 768",
    "0, 0, 0", // the system has no bound
    "0, 9223372036854775807, 2147483647",
    "500, 1024, 500",
    "5000, 1024, 5000", // asked for, and warned of
    "5000, 0, 5000"
  })
  void takesWhatIsAskedForOrWhatTheSystemLeaves(int asked, long openFiles, int connections) {
    assertThat(Gates.connections(asked, openFiles)).isEqualTo(connections);
  }
}
