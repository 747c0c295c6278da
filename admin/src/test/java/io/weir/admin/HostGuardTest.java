package io.weir.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostGuardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LocalHost:9081", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:9081"})
  void acceptsLoopbackNamesWithAnyPort(String host) {
    assertThat(HostGuard.namesLoopback(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "localhost.evil.example:9081",
        "127.0.0.1.evil.example",
        "localhost:80@evil.example",
        "::1",
        "[::1].evil.example",
        "localhost:evil",
        "10.0.0.7:9081"
      })
  void refusesAnyOtherName(String host) {
    assertThat(HostGuard.namesLoopback(host)).isFalse();
  }
}
