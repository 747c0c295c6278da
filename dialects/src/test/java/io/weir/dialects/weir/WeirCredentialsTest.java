package io.weir.dialects.weir;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.access.Access;
import io.weir.engine.access.Credentials;
import io.weir.engine.listener.Handshake;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeirCredentialsTest {
  private static String basic(String pair) {
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Credentials> authorization(String... values) {
    return WeirCredentials.of(Handshakes.headers(Map.of("authorization", List.of(values))));
  }

  private static List<Credentials> query(Map<String, List<String>> query) {
    return WeirCredentials.of(Handshakes.upgrade("/", query));
  }

  private static List<Credentials> subprotocol(String... lines) {
    return WeirCredentials.of(Handshakes.headers(Map.of("sec-websocket-protocol", List.of(lines))));
  }

  @Test
  void findsNoneWhereNoneAre() {
    assertThat(WeirCredentials.of(Handshakes.page("/"))).isEmpty();
    assertThat(subprotocol("weir.plain, weir.v1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "u:p, u, p",
    "u:p:q, u, p:q",
    "u:, u, ''",
    ":p, '', p",
    "grüße:€, grüße, €",
  })
  void readsBasic(String pair, String user, String password) {
    assertThat(authorization("Basic " + basic(pair)))
        .containsExactly(new Credentials.Basic(user, password));
  }

  @Test
  void readsSchemesInAnyCase() {
    assertThat(authorization("bASIC  " + basic("u:p")))
        .containsExactly(new Credentials.Basic("u", "p"));
    assertThat(authorization("BEARER token")).containsExactly(new Credentials.Bearer("token"));
  }

  @Test
  void readsTokensInEveryPlace() {
    assertThat(authorization("Bearer abc")).containsExactly(new Credentials.Bearer("abc"));
    assertThat(query(Map.of("token", List.of("abc"))))
        .containsExactly(new Credentials.Bearer("abc"));
    assertThat(subprotocol("weir.plain, bearer.abc"))
        .containsExactly(new Credentials.Bearer("abc"));
    assertThat(subprotocol("weir.plain", "bearer.abc"))
        .containsExactly(new Credentials.Bearer("abc"));
  }

  @Test
  void readsUserAndKeyFromTheQuery() {
    assertThat(query(Map.of("username", List.of("u"), "api_key", List.of("k"))))
        .containsExactly(new Credentials.Basic("u", "k"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic", "Basic !!!", "Basic dQ==", "Basic /w==", "Digest x", ""})
  void tellsOfMalformedOnesWithoutRepeatingThem(String value) {
    assertThat(authorization(value))
        .singleElement()
        .isInstanceOfSatisfying(
            Credentials.Malformed.class,
            malformed -> assertThat(malformed.problem()).doesNotContain("!!!", "dQ==", "/w=="));
  }

  @Test
  void wantsUserAndKeyTogetherAndOnce() {
    assertThat(query(Map.of("username", List.of("u"))))
        .singleElement()
        .isInstanceOf(Credentials.Malformed.class);
    assertThat(query(Map.of("api_key", List.of("k"))))
        .singleElement()
        .isInstanceOf(Credentials.Malformed.class);
    assertThat(query(Map.of("username", List.of("u", "v"), "api_key", List.of("k"))))
        .singleElement()
        .isInstanceOf(Credentials.Malformed.class);
  }

  @Test
  void findsAllSoThatTwoAreRefused() {
    Handshake twice =
        Handshakes.upgrade(
            "/",
            Map.of("username", List.of("u"), "api_key", List.of("p")),
            Map.of("authorization", List.of("Basic " + basic("u:p"))));

    assertThat(WeirCredentials.of(twice)).hasSize(2);
    assertThat(new Access.Basic("u", "p").check(WeirCredentials.of(twice)))
        .hasValueSatisfying(refusal -> assertThat(refusal.message()).contains("exactly one"));
    assertThat(authorization("Basic " + basic("u:p"), "Basic " + basic("u:p"))).hasSize(2);
    assertThat(query(Map.of("token", List.of("a", "b")))).hasSize(2);
    assertThat(subprotocol("bearer.a, bearer.b")).hasSize(2);
  }
}
