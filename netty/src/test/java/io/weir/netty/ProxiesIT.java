package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy may tell, and that nobody else may. */
class ProxiesIT {
  private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");

  private final TestServer server = new TestServer(1);

  @AfterEach
  void close() {
    server.close();
  }

  /** Version 2 of the PROXY protocol; family 0 is none, 1 is IPv4, 2 is IPv6. */
  private static byte[] header(int command, int family, byte[] addresses, byte[] extensions) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(SIGNATURE);
    bytes.write(0x20 | command);
    bytes.write(family == 0 ? 0 : family << 4 | 1);
    int length = addresses.length + extensions.length;
    bytes.write(length >> 8);
    bytes.write(length);
    bytes.writeBytes(addresses);
    bytes.writeBytes(extensions);
    return bytes.toByteArray();
  }

  private static byte[] from(String source, String... extensions) {
    byte[] address = InetAddress.ofLiteral(source).getAddress();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(address);
    bytes.writeBytes(address);
    bytes.writeBytes(new byte[] {0x30, 0x39, 0x00, 0x50});
    byte[] more = HexFormat.of().parseHex(String.join("", extensions));
    return header(1, address.length == 4 ? 1 : 2, bytes.toByteArray(), more);
  }

  private String seen(byte[] before, String... headers) {
    try (RawPeer peer = server.connect()) {
      peer.send(before).send(Requests.plain("GET", "/seen", headers));
      return peer.readResponse();
    }
  }

  private static String page(String address, String url) {
    return FakeDialect.SEEN + address + ' ' + url;
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "2001:db8:0:0:0:0:0:7"})
  void believesTheHeaderOfATrustedProxy(String client) {
    server.proxies("127.0.0.0/8").start();

    assertThat(seen(from(client))).contains(page(client, "ws://weir.example/seen"));
  }

  @Test
  void learnsFromItThatTheClientCameOverTls() {
    server.proxies("127.0.0.1").start();
    String tls = "20" + "0005" + "01" + "00000000";

    assertThat(seen(from("192.0.2.7", tls))).contains(page("192.0.2.7", "wss://weir.example/seen"));
  }

  @Test
  void readsTheTextFormToo() {
    server.proxies("127.0.0.1").start();
    byte[] text = "PROXY TCP4 192.0.2.7 192.0.2.1 12345 80\r\n".getBytes(StandardCharsets.US_ASCII);

    assertThat(seen(text)).contains(page("192.0.2.7", "ws://weir.example/seen"));
  }

  @Test
  void takesAHeaderInPieces() {
    server.proxies("127.0.0.1").start();
    try (RawPeer peer = server.connect()) {
      for (byte each : from("192.0.2.7")) {
        peer.send(new byte[] {each});
      }
      peer.upgrade("/echo").expectEcho("through");
    }
  }

  @Test
  void readsNoHeaderWhereAProbeSendsNone() {
    server.proxies("127.0.0.1").start();

    assertThat(seen(new byte[0])).contains(page("127.0.0.1", "ws://weir.example/seen"));
    assertThat(seen(header(0, 0, new byte[0], new byte[0])))
        .contains(page("127.0.0.1", "ws://weir.example/seen"));
  }

  @Test
  void asksTheProxyBehindTheProxyForItsHeaders() {
    server.proxies("127.0.0.1", "10.0.0.0/8").start();
    String[] headers = {"X-Forwarded-For: 192.0.2.7", "X-Forwarded-Proto: https"};

    assertThat(seen(from("10.0.0.1"), headers))
        .contains(page("192.0.2.7", "wss://weir.example/seen"));
    assertThat(seen(from("192.0.2.9"), headers))
        .contains(page("192.0.2.9", "ws://weir.example/seen"));
  }

  @Test
  void refusesTheHeaderOfAStranger() {
    server.proxies("127.0.0.9").start();

    assertThat(seen(from("192.0.2.7"))).startsWith("HTTP/1.1 400 ").contains("bad_request");
    assertThat(seen("PROXY TCP4 192.0.2.7 192.0.2.1 1 80\r\n".getBytes(StandardCharsets.US_ASCII)))
        .startsWith("HTTP/1.1 400 ");
  }

  @Test
  void refusesItWhereNoProxyIsTrusted() {
    server.start();

    assertThat(seen(from("192.0.2.7"))).startsWith("HTTP/1.1 400 ").contains("bad_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3111000c", "2911000c", "2111ffff", "21110001ff", "21110004c0000207"})
  void endsAConnectionWithABrokenHeader(String rest) {
    server.proxies("127.0.0.1").start();
    try (RawPeer peer = server.connect()) {
      peer.send(SIGNATURE).send(HexFormat.of().parseHex(rest));
      peer.trySend("x".repeat(70_000));
      peer.expectEnd();
    }
    try (RawPeer next = server.open("/echo")) {
      next.expectEcho("the loop has gone on");
    }
    assertThat(server.metrics().read(Metric.REFUSALS))
        .containsEntry(Labels.of("listener", "test").and("code", "bad_request"), 1L);
  }

  @Test
  void ignoresTheHeadersOfAStranger() {
    server.start();

    assertThat(
            seen(
                new byte[0],
                "X-Forwarded-For: 192.0.2.7",
                "X-Forwarded-Proto: https",
                "Forwarded: for=192.0.2.7;host=app.example"))
        .contains(page("127.0.0.1", "ws://weir.example/seen"));
  }

  /** The listener is on a loopback address, where the proxy's own Host is not one of its names. */
  @Test
  void admitsPagesOfTheHostThatTheProxyTells() {
    server.proxies("127.0.0.1").origins().start();
    String[] forwarded = {
      "Origin: https://app.example.com",
      "X-Forwarded-For: 192.0.2.7",
      "X-Forwarded-Host: app.example.com"
    };
    try (RawPeer peer = server.connect()) {
      peer.upgrade("/echo", forwarded).expectEcho("same host");
    }
    forwarded[0] = "Origin: https://evil.example";
    try (RawPeer peer = server.connect()) {
      peer.send(Requests.upgrade("/echo", forwarded));
      assertThat(peer.readResponse()).startsWith("HTTP/1.1 403 ");
    }
    try (RawPeer rebound = server.connect()) {
      rebound.send(Requests.upgrade("/echo", "Origin: http://weir.example"));
      assertThat(rebound.readResponse()).startsWith("HTTP/1.1 403 ");
    }
  }
}
