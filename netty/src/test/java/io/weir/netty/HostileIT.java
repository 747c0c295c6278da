package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testing.socket.WireFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that stall, send rubbish or read nothing, each beside a session that must not notice. */
@ParameterizedClass
@EnumSource
class HostileIT extends ServerTest {
  HostileIT(Venue venue) {
    super(venue);
  }

  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofMillis(400);

  private final Session session = new Session();

  @Override
  TestServer configure() {
    TestServer server =
        new TestServer(1)
            .handshakeTimeout(HANDSHAKE_TIMEOUT)
            .timeouts(Duration.ofMillis(300), Duration.ofMillis(300));
    server.dialect().put("/session", session);
    server.dialect().put("/never", (loop, opening) -> {});
    return server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "GET /echo HTTP/1.1\r\nHost: x\r\nUpgrade: webso", "\r\n\r\n"})
  void endsHalfAHandshakeWhenItsTimeIsUp(String half) {
    try (RawPeer peer = server().connect()) {
      peer.send(half);

      assertThat(peer.readResponse()).startsWith("HTTP/1.1 408 ").contains("request_timeout");
    }
  }

  @Test
  void countsTheTimeToTheEndOfTheHeaders() {
    try (RawPeer peer = server().connect()) {
      long begin = System.nanoTime();
      peer.send("GET /echo HTTP/1.1\r\nHost: x\r\nX-Slow: ");
      while (peer.available() == 0) {
        peer.trySend("x");
        expectInnocentServed("meanwhile");
      }
      assertThat(peer.readHead()).startsWith("HTTP/1.1 408 ");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000\u0001\u0002\u0003\r\n\r\n",
        "\u0016\u0003\u0001\u0001\u00f4\u0001\u0000\u0001\u00f0\u0003\u0003",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "GET /echo\r\n\r\n",
        "\u0081\u0085\u0000\u0000\u0000\u0000Hello",
      })
  void survivesGarbage(String garbage) {
    try (RawPeer peer = server().connect()) {
      peer.send(garbage);

      assertThat(peer.readResponse()).startsWith("HTTP/1.1 40");
    }
  }

  @Test
  void survivesMegabytesOfGarbage() {
    try (RawPeer peer = server().connect()) {
      for (int i = 0; i < 100; i++) {
        peer.trySend("garbage ".repeat(10_000));
      }
      expectInnocentServed("meanwhile");
    }
  }

  @Test
  void letsAClientGoThatWaitsForItsAcceptor() {
    RawPeer peer = server().connect();
    peer.send(Requests.upgrade("/never"));
    peer.reset();

    expectInnocentServed("meanwhile");
  }

  @Test
  void servesOthersBesideAClientThatNeverReads() {
    try (RawPeer peer = server().connect(4_096).upgrade("/session")) {
      for (int i = 0; i < 16; i++) {
        session.write("x".repeat(1 << 20));
        expectInnocentServed("meanwhile " + i);
      }
      peer.reset();
      session.awaitEnd();
    }
  }

  @Test
  void servesOthersBesideClientsThatSendAsFastAsTheyCan() {
    try (RawPeer peer = server().open("/session")) {
      byte[] frame = WireFrame.client(WireFrame.BINARY, new byte[1 << 20]).encode();
      for (int i = 0; i < 5; i++) {
        peer.send(frame);
        expectInnocentServed("meanwhile " + i);
      }
    }
  }

  @Test
  void takesAMessageTenBytesAtATime() {
    try (RawPeer peer = server().open("/echo")) {
      byte[] bytes = WireFrame.clientText("x".repeat(20_000)).encode();
      for (int i = 0; i < bytes.length; i += 10) {
        peer.send(Arrays.copyOfRange(bytes, i, Math.min(i + 10, bytes.length)));
      }
      Script.run(peer, "< text x*20000");
    }
  }

  @Test
  void takesMessagesOfAMebibyte() {
    try (RawPeer peer = server().open("/echo")) {
      Script.run(
          peer, "> text x*1048576", "< text x*1048576", "> binary x*1048577", "< close 1009");
    }
  }

  @Test
  void survivesResetsInTheMiddleOfEverything() {
    List<String> beginnings = new ArrayList<>();
    beginnings.add("");
    beginnings.add("GET /ec");
    beginnings.add(Requests.upgrade("/echo"));
    beginnings.add(
        Requests.upgrade("/echo") + "\u0081\u00fe\u0010\u0000\u0000\u0000\u0000\u0000Hel");
    beginnings.add(Requests.upgrade("/session") + "\u0001\u0083\u0000\u0000\u0000\u0000Hel");
    for (String beginning : beginnings) {
      RawPeer peer = server().connect();
      peer.send(beginning);
      peer.reset();
      expectInnocentServed("meanwhile");
    }
  }
}
