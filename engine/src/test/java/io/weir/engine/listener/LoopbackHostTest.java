package io.weir.engine.listener;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackHostTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:9081",
        "app.localhost:8080",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.1.2.3:80",
        "[::1]",
        "[::1]:9081"
      })
  void acceptsLoopbackNamesWithAnyPort(String host) {
    assertThat(LoopbackHost.isNamedBy(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "localhost.evil.example:9081",
        "evillocalhost",
        "127.0.0.1.evil.example",
        "127.0.0.256",
        "127.",
        "localhost:80@evil.example",
        "::1",
        "[::1].evil.example",
        "localhost:evil",
        "10.0.0.7:9081"
      })
  void refusesAnyOtherName(String host) {
    assertThat(LoopbackHost.isNamedBy(host)).isFalse();
  }
}
