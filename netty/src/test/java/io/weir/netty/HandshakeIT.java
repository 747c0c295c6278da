package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testing.socket.WireFrame;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 6455 section 4: what becomes a socket, and what a handshake that is wrong is told. */
@ParameterizedClass
@EnumSource
class HandshakeIT extends ServerTest {
  HandshakeIT(Venue venue) {
    super(venue);
  }

  @Test
  void switchesProtocolsAsTheStandardShows() {
    try (RawPeer peer = server().connect()) {
      peer.send(Requests.upgrade("/echo"));

      assertThat(peer.readHead().toLowerCase(Locale.ROOT))
          .startsWith("http/1.1 101 ")
          .contains("\r\nupgrade: websocket\r\n", "\r\nconnection: upgrade\r\n")
          .contains(
              "\r\nsec-websocket-accept: " + Requests.ACCEPT.toLowerCase(Locale.ROOT) + "\r\n")
          .doesNotContain("sec-websocket-protocol", "sec-websocket-extensions");
      peer.expectEcho("hello");
    }
  }

  @Test
  void readsListsAndNamesInAnyCase() {
    try (RawPeer peer = server().connect()) {
      peer.send(
          "GET /echo HTTP/1.1\r\nhOST: x\r\nupgrade: foo, WebSocket\r\n"
              + "connection: keep-alive , UPGRADE\r\nsec-websocket-version: 13\r\n"
              + Requests.KEY.toLowerCase(Locale.ROOT).replace("dghlihnhbxbsz", "dGhlIHNhbXBsZ")
              + "\r\nSec-WebSocket-Protocol: one, two\r\n\r\n");

      assertThat(peer.readHead()).contains(" 101 ", "sec-websocket-protocol: one\r\n");
    }
  }

  @Test
  void understandsAbsoluteForm() {
    try (RawPeer peer = server().open("http://weir.example/echo")) {
      peer.expectEcho("hello");
    }
  }

  @Test
  void processesFramesThatCameWithTheHandshake() {
    try (RawPeer peer = server().connect()) {
      byte[] early = WireFrame.clientText("early").encode();
      peer.send(Requests.upgrade("/echo") + new String(early, StandardCharsets.ISO_8859_1));

      assertThat(peer.readHead()).startsWith("HTTP/1.1 101 ");
      assertThat(peer.readFrame().text()).isEqualTo("early");
      peer.expectEcho("later");
    }
  }

  @Test
  void opensHoweverSlowlyTheRequestArrives() {
    try (RawPeer peer = server().connect()) {
      for (byte each : Requests.upgrade("/echo").getBytes(StandardCharsets.US_ASCII)) {
        peer.send(new byte[] {each});
      }
      assertThat(peer.readHead()).startsWith("HTTP/1.1 101 ");
      peer.expectEcho("hello");
    }
  }

  static Stream<Arguments> wrong() {
    String body = "Content-Length: 5";
    return Stream.of(
        Arguments.of(
            "another version",
            Requests.upgradeWith("Sec-WebSocket-V", "Sec-WebSocket-Version: 8"),
            426),
        Arguments.of("no version", Requests.upgradeWith("Sec-WebSocket-V", ""), 426),
        Arguments.of("no key", Requests.upgradeWith("Sec-WebSocket-K", ""), 400),
        Arguments.of(
            "a short key", Requests.upgradeWith("Sec-WebSocket-K", "Sec-WebSocket-Key: AAAA"), 400),
        Arguments.of(
            "a key that is not Base64",
            Requests.upgradeWith("Sec-WebSocket-K", "Sec-WebSocket-Key: !GhlIHNhbXBsZSBub25jZQ=="),
            400),
        Arguments.of(
            "two keys",
            Requests.upgradeWith("Sec-WebSocket-K", Requests.KEY + "\r\n" + Requests.KEY),
            400),
        Arguments.of(
            "another upgrade", Requests.upgradeWith("Upgrade", "Upgrade: websockets"), 426),
        Arguments.of("no upgrade", Requests.upgradeWith("Upgrade", ""), 426),
        Arguments.of("no connection", Requests.upgradeWith("Connection", ""), 400),
        Arguments.of(
            "another connection",
            Requests.upgradeWith("Connection", "Connection: keep-alive"),
            400),
        Arguments.of("HTTP/1.0", Requests.upgradeWith("GET", "GET /echo HTTP/1.0"), 400),
        Arguments.of("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        Arguments.of("POST", Requests.upgradeWith("GET", "POST /echo HTTP/1.1"), 405),
        Arguments.of("no host", Requests.upgradeWith("Host", ""), 400),
        Arguments.of("two hosts", Requests.upgradeWith("Host", "Host: a\r\nHost: b"), 400),
        Arguments.of("a body", Requests.upgrade("/echo", body) + "12345", 400),
        Arguments.of(
            "a chunked body", Requests.upgrade("/echo", "Transfer-Encoding: chunked"), 400),
        Arguments.of("garbage", "\u0016\u0003\u0001\u0002\u0000garbage\r\n\r\n", 400),
        Arguments.of(
            "a broken header", Requests.upgradeWith("Upgrade", "Up grade: websocket"), 400),
        Arguments.of("a NUL in a header", Requests.upgrade("/echo", "X-Nul: a\0b"), 400),
        Arguments.of(
            "long headers",
            Requests.upgrade(
                "/echo", ("X-Long: " + "x".repeat(1_000) + "\r\n").repeat(100).strip()),
            431),
        Arguments.of(
            "one long header", Requests.upgrade("/echo", "X-Long: " + "x".repeat(100_000)), 431),
        Arguments.of("a long target", Requests.upgrade("/" + "x".repeat(9_000)), 414),
        Arguments.of("a very long target", Requests.upgrade("/" + "x".repeat(1_000_000)), 414));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("wrong")
  void refusesWithAStatusThatArrives(String what, String request, int status) {
    try (RawPeer peer = server().connect()) {
      peer.send(request);

      assertThat(peer.readResponse())
          .startsWith("HTTP/1.1 " + status + " ")
          .contains("{\"error\":\"", "\"message\":\"");
    }
  }

  @Test
  void namesTheVersionItSpeaks() {
    try (RawPeer peer = server().connect()) {
      peer.send(Requests.upgradeWith("Sec-WebSocket-V", "Sec-WebSocket-Version: 7"));

      assertThat(peer.readResponse())
          .contains("sec-websocket-version: 13\r\n", "upgrade: websocket\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "//echo, 404, 101",
    "/echo/, 404, 101",
    "/streams//echo, 404, 101",
    "/%2e%2e/echo, 404, 101",
    "/x/../echo, 404, 101",
    "/echo%00, 404, 101",
    "/Echo, 404, 101",
    "/%65cho, 101, 101",
    "/echo?, 101, 101",
    "/echo%, 400, 101",
    "/echo%zz, 400, 101",
    "/echo%ff, 400, 101",
    "/echo?x=%zz, 400, 101",
    "*, 400, 400",
    "echo, 400, 400",
    "/echo#x, 400, 400",
    "https://elsewhere.example/echo, 101, 101",
  })
  void takesNoTricksWithPaths(String target, int status, int quixStatus) {
    expectStatus(target, status, quixStatus);
  }

  @Test
  void answersALongPathThatIsWithinTheLimitLikeAnyOther() {
    expectStatus("/" + "x".repeat(8_000), 404, 101);
  }

  /** To Quix's dialect every path is a key. */
  private void expectStatus(String target, int status, int quixStatus) {
    try (RawPeer peer = server().connect()) {
      peer.send(Requests.upgrade(target));

      int expected = venue() == Venue.QUIX ? quixStatus : status;
      assertThat(peer.readHead()).startsWith("HTTP/1.1 " + expected + " ");
    }
  }

  @Test
  void takesAsManyParametersAsTheUrlHasRoomFor() {
    try (RawPeer many = server().open("/echo?" + "a=1&".repeat(1_800));
        RawPeer huge = server().open("/echo?" + "k".repeat(7_000) + "=1")) {
      many.expectEcho("many");
      huge.expectEcho("huge");
    }
  }

  @Test
  void survivesADialectThatThrows() {
    try (RawPeer peer = server().connect()) {
      peer.send(Requests.upgrade("/broken"));

      assertThat(peer.readResponse()).startsWith("HTTP/1.1 500 ").doesNotContain("on purpose");
    }
  }

  @Test
  void endsAConnectionThatCannotBeOpened() {
    try (RawPeer peer = server().connect()) {
      peer.send(Requests.upgrade("/unopenable"));
      peer.expectEnd();
    }
  }
}
