package io.weir.engine.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.error.RefusedException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProxiesTest {
  private static final String PROXY = "10.0.0.1";
  private final Proxies proxies =
      new Proxies(List.of(Subnet.of("10.0.0.0/8"), Subnet.of("fd00::/8")));

  /** As a peer sends it; each header is {@code name: value}. */
  private Handshake seen(String peer, String... headers) {
    Map<String, List<String>> all = new HashMap<>();
    for (String header : headers) {
      String[] parts = header.split(": ", 2);
      all.merge(
          parts[0],
          List.of(parts[1]),
          (a, b) -> java.util.stream.Stream.of(a, b).flatMap(List::stream).toList());
    }
    Client client = Client.direct(InetAddress.ofLiteral(peer));
    return proxies.before(
        new Handshake("GET", "/", "/", Map.of(), all, true, false, "weir.internal:8080", client));
  }

  private static String address(Handshake handshake) {
    return handshake.client().address().getHostAddress();
  }

  @Test
  void tellsAddressSchemeAndHost() {
    Handshake seen =
        seen(
            PROXY,
            "x-forwarded-for: 192.0.2.7",
            "x-forwarded-proto: https",
            "x-forwarded-host: app.example.com");

    assertThat(address(seen)).isEqualTo("192.0.2.7");
    assertThat(seen.client().proxied()).isTrue();
    assertThat(seen.webSocketUrl("/streams/trucks"))
        .isEqualTo("wss://app.example.com/streams/trucks");
  }

  @Test
  void tellsTheSameInForwarded() {
    Handshake seen =
        seen(
            PROXY, "forwarded: for=\"[2001:db8::7]:4711\";Proto=WSS;host=\"app.example.com:8443\"");

    assertThat(address(seen)).isEqualTo("2001:db8:0:0:0:0:0:7");
    assertThat(seen.webSocketUrl("/")).isEqualTo("wss://app.example.com:8443/");
  }

  @Test
  void ignoresWhatStrangersSay() {
    Handshake seen =
        seen(
            "192.0.2.9",
            "x-forwarded-for: 192.0.2.7",
            "forwarded: for=192.0.2.7;proto=https;host=app.example.com",
            "x-forwarded-proto: https",
            "x-forwarded-host: app.example.com");

    assertThat(address(seen)).isEqualTo("192.0.2.9");
    assertThat(seen.client().proxied()).isFalse();
    assertThat(seen.webSocketUrl("/")).isEqualTo("ws://weir.internal:8080/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.7, 10.0.0.2 | 192.0.2.7",
        "6.6.6.6, 192.0.2.7, 10.0.0.2 | 192.0.2.7",
        "6.6.6.6, 192.0.2.7 | 192.0.2.7",
        "10.0.0.3, 10.0.0.2 | 10.0.0.3",
        "192.0.2.7:4711 | 192.0.2.7",
        "[2001:db8::7]:4711 | 2001:db8:0:0:0:0:0:7",
        "2001:db8::7 | 2001:db8:0:0:0:0:0:7",
        "::ffff:192.0.2.7 | 192.0.2.7",
        "192.0.2.7,fd00::2 | 192.0.2.7",
        "nonsense | 10.0.0.1",
        "192.0.2.7, unknown | 10.0.0.1",
        "192.0.2.7, unknown, 10.0.0.2 | 10.0.0.2",
        "192.0.2.7, | 10.0.0.1",
        "127.1 | 10.0.0.1",
        "localhost | 10.0.0.1",
        "999.0.0.1 | 10.0.0.1"
      })
  void takesTheLastThatIsNoTrustedProxy(String forwardedFor, String client) {
    assertThat(address(seen(PROXY, "x-forwarded-for: " + forwardedFor))).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for=192.0.2.7, for=10.0.0.2 | 192.0.2.7",
        "for=6.6.6.6, for=192.0.2.7;by=10.0.0.2 | 192.0.2.7",
        "proto=https ; for = 192.0.2.7 | 10.0.0.1",
        "for=\"192.0.2.7\" | 192.0.2.7",
        "for=\"192.0.2\\.7:80\";ext=\"a,b;c\\\"\" | 192.0.2.7",
        "for=_hidden, for=10.0.0.2 | 10.0.0.2",
        "for=unknown | 10.0.0.1",
        "for=\"192.0.2.7 | 10.0.0.1",
        "for=192.0.2.7 for=192.0.2.8 | 10.0.0.1",
        "; | 10.0.0.1",
        "proto=https | 10.0.0.1"
      })
  void readsForwarded(String forwarded, String client) {
    assertThat(address(seen(PROXY, "forwarded: " + forwarded))).isEqualTo(client);
  }

  @Test
  void takesTheSchemeAndTheHostFromTheHopOfTheClient() {
    Handshake seen =
        seen(
            PROXY,
            "forwarded: for=192.0.2.7;proto=https;host=app.example.com",
            "forwarded: for=10.0.0.2;proto=http;host=inner.example");

    assertThat(seen.webSocketUrl("/")).isEqualTo("wss://app.example.com/");
  }

  @Test
  void joinsHeadersThatAreRepeated() {
    assertThat(
            address(
                seen(PROXY, "x-forwarded-for: 192.0.2.7", "x-forwarded-for: 10.0.0.3, 10.0.0.2")))
        .isEqualTo("192.0.2.7");
  }

  /** One of them is the client's own: its proxy knows the other kind only. */
  @Test
  void refusesWhatTellsTwoClients() {
    String legacy = "x-forwarded-for: 192.0.2.7";
    assertThatThrownBy(() -> seen(PROXY, legacy, "forwarded: for=6.6.6.6"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("tell different clients");
    assertThat(address(seen(PROXY, legacy, "forwarded: for=192.0.2.7"))).isEqualTo("192.0.2.7");
  }

  @Test
  void takesSchemeAndHostFromBothKindsOfHeaderOrFromNeither() {
    String legacy = "x-forwarded-for: 192.0.2.7";
    String forwarded = "forwarded: for=192.0.2.7;proto=https;host=app.example.com";
    assertThat(seen(PROXY, legacy, forwarded).webSocketUrl("/"))
        .isEqualTo("ws://weir.internal:8080/");
    assertThat(
            seen(
                    PROXY,
                    legacy,
                    "x-forwarded-proto: https",
                    "x-forwarded-host: app.example.com",
                    forwarded)
                .webSocketUrl("/"))
        .isEqualTo("wss://app.example.com/");
  }

  @ParameterizedTest
  @CsvSource({"a b", "a/b", "<script>", "'a,b'", "app.example.com:x", "''"})
  void doesNotBelieveAHostThatIsNone(String host) {
    assertThat(seen(PROXY, "x-forwarded-host: <" + host).host()).isEqualTo("weir.internal:8080");
    assertThat(seen(PROXY, "forwarded: host=\"" + host + '"').host())
        .isEqualTo("weir.internal:8080");
  }

  @Test
  void readsNoMoreHopsThanItsBound() {
    String chain = "10.0.0.2, ".repeat(Proxies.MAX_HOPS - 1) + "10.0.0.2";
    assertThat(address(seen(PROXY, "x-forwarded-for: 192.0.2.7, " + chain))).isEqualTo("10.0.0.2");
    assertThat(address(seen(PROXY, "x-forwarded-for: 192.0.2.7, " + chain.substring(10))))
        .isEqualTo("192.0.2.7");
    String long1 = "for=\"" + "x\\\"".repeat(100_000) + '"';
    assertThat(address(seen(PROXY, "forwarded: " + long1))).isEqualTo(PROXY);
    assertThat(address(seen(PROXY, "forwarded: " + "a=b;".repeat(100_000) + "for=192.0.2.7")))
        .isEqualTo("192.0.2.7");
  }

  @Test
  void trustsNobodyByDefault() {
    Client stranger = Client.direct(InetAddress.ofLiteral("127.0.0.1"));
    Map<String, List<String>> headers = Map.of("x-forwarded-for", List.of("192.0.2.7"));
    Handshake handshake =
        new Handshake("GET", "/", "/", Map.of(), headers, true, false, "localhost", stranger);

    assertThat(Proxies.NONE.before(handshake)).isSameAs(handshake);
  }
}
