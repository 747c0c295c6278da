package io.weir.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndingTest {

  @ParameterizedTest
  @CsvSource({
    "1000, DONE",
    "1001, RECONNECT",
    "1002, GIVE_UP",
    "1003, GIVE_UP",
    "1005, RECONNECT",
    "1007, GIVE_UP",
    "1008, GIVE_UP",
    "1009, GIVE_UP",
    "1011, RECONNECT",
    "1012, RECONNECT",
    "1013, RECONNECT",
    "3000, RECONNECT",
    "4000, RECONNECT",
    "4249, RECONNECT",
    "4250, RECONNECT_SLOWER",
    "4499, RECONNECT_SLOWER",
    "4500, GIVE_UP",
    "4999, GIVE_UP"
  })
  void closeCodesAdvise(int code, Advice advice) {
    assertThat(new Ending.Closed(code, "").advice()).isEqualTo(advice);
  }

  @ParameterizedTest
  @CsvSource({
    "200, GIVE_UP",
    "301, GIVE_UP",
    "400, GIVE_UP",
    "401, GIVE_UP",
    "404, GIVE_UP",
    "429, RECONNECT_SLOWER",
    "500, RECONNECT",
    "503, RECONNECT"
  })
  void statusesAdvise(int status, Advice advice) {
    assertThat(new Ending.Refused(status, "", Duration.ZERO).advice()).isEqualTo(advice);
  }

  @Test
  void reasonsAreSentences() {
    assertThat(new Ending.Closed(4250, "slow").reason())
        .isEqualTo("closed by the server: 4250 slow");
    assertThat(new Ending.Refused(401, "who?", Duration.ZERO).reason())
        .isEqualTo("refused by the server: 401 who?; give credentials with --user USER:PASSWORD");
  }
}
