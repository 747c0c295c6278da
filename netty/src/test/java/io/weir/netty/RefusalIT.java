package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.testing.socket.WireFrame;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How refusals and pages reach a client, a script and a browser. */
class RefusalIT extends ServerTest {
  private static final String ORIGIN = "Origin: https://app.example";

  @ParameterizedTest
  @CsvSource({
    "UNAUTHENTICATED, 401, 'www-authenticate: basic realm='",
    "KAFKA_UNAVAILABLE, 503, 'retry-after: '",
    "SLOW, 429, 'retry-after: '",
    "NOT_WRITABLE, 405, 'allow: get, head'",
    "STREAM_NOT_FOUND, 404, 'content-type: application/json'",
    "BAD_REQUEST, 400, 'connection: close'",
  })
  void refusesWithTheHeadersOfTheStatus(String code, int status, String header) {
    for (String path : new String[] {"/refuse/", "/late/"}) {
      try (RawPeer peer = server().connect()) {
        peer.send(Requests.upgrade(path + code));
        String response = peer.readResponse();

        assertThat(response)
            .startsWith("HTTP/1.1 " + status + " ")
            .endsWith(
                "\r\n\r\n{\"error\":\"%s\",\"message\":\"as \\\"asked\\\" for\"}\n"
                    .formatted(code.toLowerCase(Locale.ROOT)));
        assertThat(response.toLowerCase(Locale.ROOT)).contains("\r\n" + header);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/refuse/STREAM_NOT_FOUND", "/late/STREAM_NOT_FOUND"})
  void tellsABrowserByACloseFrame(String target) {
    try (RawPeer peer = server().connect().upgrade(target, ORIGIN)) {
      WireFrame close = peer.readFrame();

      assertThat(close.closeCode()).isEqualTo(ErrorCode.STREAM_NOT_FOUND.closeCode());
      assertThat(close.closeReason()).isEqualTo("as \"asked\" for");
      peer.send(WireFrame.clientClose(close.closeCode(), ""));
      peer.expectEnd();
    }
  }

  /** In words that the dialect chose: as a program and as a browser meets them. */
  @ParameterizedTest
  @ValueSource(strings = {"X-No: origin", ORIGIN})
  void closesWithACodeOfTheDialects(String header) {
    try (RawPeer peer = server().connect().upgrade("/close", header)) {
      WireFrame close = peer.readFrame();

      assertThat(close.closeCode()).isEqualTo(FakeDialect.CLOSE.code());
      assertThat(close.closeReason()).isEqualTo(FakeDialect.CLOSE.reason());
      peer.send(WireFrame.clientClose(close.closeCode(), ""));
      peer.expectEnd();
    }
    Labels labels = Labels.of("listener", "test").and("code", "unauthenticated");
    assertThat(server().metrics().read(Metric.REFUSALS)).containsOnly(Map.entry(labels, 1L));
  }

  @Test
  void refusesWithAStatusWhatCouldNotReadACloseFrame() {
    try (RawPeer peer = server().connect()) {
      peer.send(Requests.plain("GET", "/close"));

      assertThat(peer.readResponse()).startsWith("HTTP/1.1 401 ").contains("unauthenticated");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/refuse/BAD_REQUEST", "/late/BAD_REQUEST"})
  void speaksTheSubprotocolWithoutWhichABrowserWouldNotLook(String target) {
    try (RawPeer peer = server().connect()) {
      peer.send(Requests.upgrade(target, ORIGIN, "Sec-WebSocket-Protocol: one, two"));

      assertThat(peer.readHead()).contains(" 101 ", "sec-websocket-protocol: one\r\n");
      assertThat(peer.readFrame().closeCode()).isEqualTo(4500);
    }
  }

  @Test
  void refusesAnOriginWithAStatus() {
    try (RawPeer peer = server().connect()) {
      peer.send(Requests.upgrade("/echo", "Origin: https://evil.example"));

      assertThat(peer.readResponse()).startsWith("HTTP/1.1 403 ").contains("forbidden");
    }
  }

  @Test
  void letsAnAllowedOriginIn() {
    try (RawPeer peer = server().connect().upgrade("/echo", ORIGIN)) {
      peer.expectEcho("hello");
    }
  }

  @Test
  void answersPlainGetsWithPages() {
    try (RawPeer peer = server().connect()) {
      peer.send(Requests.plain("GET", "/page"));

      assertThat(peer.readResponse())
          .startsWith("HTTP/1.1 200 ")
          .contains("content-type: text/plain; charset=utf-8\r\n", "content-length: 6\r\n")
          .endsWith("\r\n\r\nHello\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"/page, 200", "/nowhere, 404"})
  void answersHeadWithoutABody(String target, int status) {
    try (RawPeer peer = server().connect()) {
      peer.send(Requests.plain("HEAD", target));

      assertThat(peer.readResponse())
          .startsWith("HTTP/1.1 " + status + " ")
          .contains("content-length: ")
          .endsWith("\r\n\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"POST, 403", "DELETE, 405", "OPTIONS, 405", "CONNECT, 405", "GET, 426"})
  void refusesPlainRequestsToASocket(String method, int status) {
    try (RawPeer peer = server().connect()) {
      peer.send(Requests.plain(method, "/echo"));

      assertThat(peer.readResponse()).startsWith("HTTP/1.1 " + status + " ");
    }
  }

  @Test
  void ignoresAWishForAnotherProtocol() {
    try (RawPeer peer = server().connect()) {
      peer.send(Requests.plain("GET", "/page", "Upgrade: h2c", "Connection: Upgrade"));

      assertThat(peer.readResponse()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void answersTheFirstOfTwoRequestsOnly() {
    try (RawPeer peer = server().connect()) {
      peer.send(Requests.plain("GET", "/page") + Requests.plain("GET", "/page"));

      assertThat(peer.readResponse()).startsWith("HTTP/1.1 200 ").containsOnlyOnce("HTTP/1.1");
    }
  }

  @Test
  void keepsRefusingWhileTheClientSends() {
    try (RawPeer peer = server().connect()) {
      peer.send("POST /page HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8000000\r\n\r\n");
      peer.send("x".repeat(8_000_000));

      assertThat(peer.readResponse()).startsWith("HTTP/1.1 405 ").endsWith("}\n");
    }
  }
}
