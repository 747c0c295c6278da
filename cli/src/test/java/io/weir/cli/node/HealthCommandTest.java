package io.weir.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.config.Address;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HealthCommandTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 127.0.0.1:9081",
    "::, [::1]:9081",
    "10.0.0.7, 10.0.0.7:9081",
    "localhost, localhost:9081"
  })
  void whatListensEverywhereIsAskedAtALoopbackAddress(String bound, String asked) {
    assertThat(HealthCommand.reachable(new Address(bound, 9081))).hasToString(asked);
  }
}
