package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that take their time occupy their connections, no longer than their time, and no more.
 */
class SlowClientsIT {
  private static final Labels LISTENER = Labels.of("listener", "test");
  private static final int SLOW = 20;

  private final TestServer server =
      new TestServer(1)
          .handshakeTimeout(Duration.ofMillis(600))
          .timeouts(Duration.ofMillis(300), Duration.ofMillis(300))
          .proxies("127.0.0.9");

  private RawPeer innocent;

  @BeforeEach
  void open() {
    server.maxConnections(SLOW + 1, 0).start();
    innocent = server.open("/echo");
  }

  @AfterEach
  void close() {
    innocent.expectEcho("after");
    innocent.close();
    server.close();
  }

  private long connections() {
    return server.metrics().read(Metric.CONNECTIONS).getOrDefault(LISTENER, 0L);
  }

  /** Takes all connections that are left. */
  private List<RawPeer> connect(String from) {
    List<RawPeer> slow =
        Stream.generate(() -> RawPeer.connectFrom(from, server.address())).limit(SLOW).toList();
    while (connections() <= SLOW) {
      innocent.expectEcho("meanwhile");
    }
    return slow;
  }

  /** The last one of these addresses is that of a trusted proxy. */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.9"})
  void endsThoseWhoSendHeadersForEver(String from) {
    List<RawPeer> slow = connect(from);
    slow.forEach(peer -> peer.send("GET /echo HTTP/1.1\r\nHost: x\r\nX-Slow: "));
    try (RawPeer late = server.connect()) {
      assertThat(late.readHead()).startsWith("HTTP/1.1 503 ");
    }
    while (slow.stream().anyMatch(peer -> peer.available() == 0)) {
      slow.forEach(peer -> peer.trySend("x"));
      innocent.expectEcho("meanwhile");
    }
    slow.forEach(peer -> assertThat(peer.readHead()).startsWith("HTTP/1.1 408 "));
    letsOthersInThen(slow);
  }

  /**
   * Nothing, part of a line, part of a PROXY header, a body that is longer than what comes of it.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET /ec",
        "\r\n\r\n",
        "\r\n\r\n\u0000\r\nQUIT\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nabc",
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        "GET /page HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nabc",
      })
  void endsThoseWhoStop(String beginning) {
    List<RawPeer> slow = connect("127.0.0.9");
    slow.forEach(peer -> peer.send(beginning));

    letsOthersInThen(slow);
  }

  @Test
  void endsThoseWhoSendABodyForEver() {
    List<RawPeer> slow = connect("127.0.0.1");
    slow.forEach(peer -> peer.send("GET /page HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n"));
    slow.forEach(peer -> peer.send("\r\n"));
    while (connections() > 1) {
      slow.forEach(peer -> peer.trySend("x"));
      innocent.expectEcho("meanwhile");
    }
    letsOthersInThen(slow);
  }

  /** They keep their ends open all the time. */
  private void letsOthersInThen(List<RawPeer> slow) {
    while (connections() > 1) {
      innocent.expectEcho("meanwhile");
    }
    try (RawPeer next = server.open("/echo")) {
      next.expectEcho("in");
    }
    slow.forEach(RawPeer::close);
  }
}
