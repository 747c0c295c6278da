package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.limit.Rate;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.testing.socket.WireFrame;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each limit is reached, told and counted, and open again when there is room. */
class LimitsIT {
  private final TestServer server = new TestServer(2);
  private final Deque<RawPeer> peers = new ArrayDeque<>();

  @AfterEach
  void close() {
    peers.forEach(RawPeer::close);
    server.close();
  }

  private RawPeer connect() {
    RawPeer peer = server.connect();
    peers.add(peer);
    return peer;
  }

  private RawPeer open(String... headers) {
    return connect().upgrade("/echo", headers);
  }

  private String answer(String... headers) {
    return connect().send(Requests.upgrade("/echo", headers)).readHead();
  }

  private long open(Metric metric) {
    return server.metrics().read(metric).getOrDefault(Labels.of("listener", "test"), 0L);
  }

  private long refused(String code) {
    Labels labels = Labels.of("listener", "test").and("code", code);
    return server.metrics().read(Metric.REFUSALS).getOrDefault(labels, 0L);
  }

  private void awaitConnections(long count) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (open(Metric.CONNECTIONS) != count) {
      assertThat(System.nanoTime()).as("still %d", open(Metric.CONNECTIONS)).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsWhoIsOneTooMany(Transport transport) {
    server.transport(transport).maxConnections(3, 0).start();
    RawPeer first = open();
    connect(); // says nothing, and counts
    open();
    awaitConnections(3);

    assertThat(connect().readResponse())
        .startsWith("HTTP/1.1 503 ")
        .contains("retry-after: ", "too_many_connections", "limits.max-connections=3");
    assertThat(open(Metric.CONNECTIONS)).isEqualTo(3);
    assertThat(refused("too_many_connections")).isEqualTo(1);
    first.expectEcho("meanwhile");
    peers.remove().close();
    awaitConnections(2);
    open().expectEcho("room");
  }

  @Test
  void cutsThoseWhoAreFarTooManyWithoutAWord() {
    Duration aMinute = Duration.ofMinutes(1); // so that all are still being told
    server.timeouts(aMinute, aMinute).maxConnections(1, 0).start();
    RawPeer first = open();
    for (int i = 0; i < 64; i++) {
      RawPeer stays = connect();
      stays.readHead();
    }

    assertThat(responseOrCut()).isEmpty();
    assertThat(refused("too_many_connections")).isEqualTo(65);
    assertThat(open(Metric.CONNECTIONS)).isEqualTo(1);
    first.expectEcho("meanwhile");
  }

  /** The reset may come while the client's side still connects. */
  private String responseOrCut() {
    try {
      return connect().readResponse();
    } catch (UncheckedIOException e) {
      return "";
    }
  }

  @Test
  void countsByAddress() {
    server.maxConnections(0, 2).start();
    open();
    open();

    assertThat(connect().readResponse())
        .startsWith("HTTP/1.1 429 ")
        .contains("retry-after: ", "too_many_from_address", "max-connections-per-address=2");
    assertThat(refused("too_many_from_address")).isEqualTo(1);
    RawPeer other = RawPeer.connectFrom("127.0.0.2", server.address());
    peers.add(other);
    other.upgrade("/echo").expectEcho("another address");
    peers.remove().close();
    awaitConnections(2);
    open().expectEcho("room");
  }

  @Test
  void countsByTheAddressThatATrustedProxyTells() {
    server.maxConnections(0, 1).proxies("127.0.0.1").start();
    open("X-Forwarded-For: 192.0.2.1").expectEcho("one");
    open("X-Forwarded-For: 192.0.2.2").expectEcho("another");
    open("X-Forwarded-For: 2001:db8::1").expectEcho("another");

    for (String address : new String[] {"192.0.2.1", "2001:db8::2"}) {
      RawPeer again = connect();
      again.send(Requests.upgrade("/echo", "X-Forwarded-For: " + address));
      assertThat(again.readResponse()).startsWith("HTTP/1.1 429 ").contains("from_address");
    }
    awaitConnections(3);
    peers.remove().close();
    awaitConnections(2);
    open("X-Forwarded-For: 192.0.2.1").expectEcho("room");
  }

  @Test
  void refusesRequestsAboveTheirRate() {
    server.handshakes(new Rate(1, 3)).start();
    RawPeer first = open();
    int admitted = 1;
    String answer = answer("Origin: https://app.example");
    while (answer.startsWith("HTTP/1.1 101 ")) {
      admitted++;
      answer = answer();
    }
    assertThat(admitted).isGreaterThanOrEqualTo(3);
    assertThat(answer).startsWith("HTTP/1.1 429 ").contains("retry-after: ");
    assertThat(peers.getLast().readResponse())
        .contains("too_many_handshakes", "limits.handshakes=1/s burst 3");
    assertThat(refused("too_many_handshakes")).isEqualTo(1);
    first.expectEcho("open sessions are not bounded by it");
  }

  @ParameterizedTest
  @EnumSource
  void closesAClientThatSendsTooMuch(Flood flood) {
    server.inbound(new Rate(1, 20)).start();
    RawPeer calm = open();
    RawPeer peer = open();
    peer.send(flood.frames(19));
    for (int i = 0; i < flood.answers(19); i++) {
      assertThat(peer.readFrame().opcode()).isNotEqualTo(WireFrame.CLOSE);
    }
    peer.send(flood.frames(10_000));
    WireFrame frame = peer.readFrame();
    while (frame.opcode() != WireFrame.CLOSE) {
      frame = peer.readFrame();
    }
    assertThat(frame.closeCode()).isEqualTo(4251);
    assertThat(frame.closeReason()).contains("limits.inbound-messages=1/s burst 20");
    assertThat(server.metrics().read(Metric.CLOSES)).containsEntry(Labels.of("code", "4251"), 1L);
    calm.expectEcho("each client has a rate of its own");
  }

  /** What a client may send in masses. */
  enum Flood {
    MESSAGES(0x81),
    PINGS(0x89),
    PONGS(0x8A),
    EMPTY_FRAGMENTS(0x00);

    private final int first;

    Flood(int first) {
      this.first = first;
    }

    byte[] frames(int count) {
      byte[] frame = new WireFrame(first, true, new byte[0]).encode();
      byte[] all = new byte[count * frame.length];
      for (int i = 0; i < count; i++) {
        System.arraycopy(frame, 0, all, i * frame.length, frame.length);
      }
      if (this == EMPTY_FRAGMENTS && count < 1_000) {
        all[0] = 0x01; // the first one begins the message
      }
      return all;
    }

    int answers(int count) {
      return this == MESSAGES || this == PINGS ? count : 0;
    }
  }
}
