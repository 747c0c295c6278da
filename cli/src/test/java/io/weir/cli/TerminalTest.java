package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class TerminalTest {

  @Test
  void aTerminalHasColours() {
    assertThat(Terminal.of(Map.of("TERM", "xterm"), true).hasColours()).isTrue();
    assertThat(Terminal.of(Map.of("NO_COLOR", ""), true).hasColours()).isTrue();
  }

  @Test
  void aPipeHasNone() {
    assertThat(Terminal.of(Map.of(), false).hasColours()).isFalse();
  }

  @Test
  void usersCanDecline() {
    assertThat(Terminal.of(Map.of("NO_COLOR", "1"), true).hasColours()).isFalse();
    assertThat(Terminal.of(Map.of("TERM", "dumb"), true).hasColours()).isFalse();
  }
}
