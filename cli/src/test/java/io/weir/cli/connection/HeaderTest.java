package io.weir.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.cli.CommandException;
import org.junit.jupiter.api.Test;

final class HeaderTest {

  @Test
  void readsNameAndValue() {
    assertThat(Header.parse("X-Time: 12:00")).isEqualTo(new Header("X-Time", "12:00"));
    assertThat(Header.parse("A:")).isEqualTo(new Header("A", ""));
  }

  @Test
  void refusesALineWithoutAName() {
    assertThatThrownBy(() -> Header.parse(":x"))
        .isInstanceOf(CommandException.class)
        .hasMessage("--header ':x': expected 'Name: value'");
  }

  @Test
  void basicIsBase64OfUtf8() {
    assertThat(Header.basic("Aladdin:open sesame"))
        .isEqualTo(new Header("Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
  }

  @Test
  void passwordIsNeverInAnError() {
    assertThatThrownBy(() -> Header.basic("secret")).message().doesNotContain("secret");
  }
}
