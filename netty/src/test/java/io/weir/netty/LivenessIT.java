package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.socket.Wire;
import io.weir.testing.socket.WireFrame;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pings, and who counts as alive. The roster looks once a second, so these tests share the time.
 */
@Execution(ExecutionMode.CONCURRENT)
class LivenessIT {
  private static final Duration NEVER = Duration.ZERO;
  private static final Duration SHORT = Duration.ofMillis(1_500);
  private static final Duration VERY_SHORT = Duration.ofMillis(200);

  private final Session session = new Session();

  private TestServer start(TestServer server) {
    server.dialect().put("/session", session);
    return server.timeouts(VERY_SHORT, VERY_SHORT).start();
  }

  /** Its kernel acknowledges what it is sent; where that is not told, it takes it. */
  @ParameterizedTest
  @EnumSource
  void keepsAPeerThatOnlyListens(Transport transport) {
    TestServer configured = new TestServer(1).transport(transport).roster(VERY_SHORT, SHORT);
    try (TestServer server = start(configured);
        RawPeer peer = server.connect().open(Wire.EVENTS, "/session")) {
      Script.run(peer, "< ping", "< ping", "< ping", "< ping");
      session.write("still here");
      assertThat(peer.readFrame().text()).isEqualTo("still here");
    }
  }

  @ParameterizedTest
  @EnumSource
  void pingsAtTheInterval(Transport transport) {
    TestServer configured = new TestServer(1).transport(transport).roster(VERY_SHORT, NEVER);
    try (TestServer server = start(configured);
        RawPeer peer = server.open("/session")) {
      Script.run(peer, "< ping", "> pong", "< ping", "> pong");
      session.write("between");
      Script.run(peer, "< text between");
    }
  }

  @ParameterizedTest
  @EnumSource
  void closesAPeerFromWhichNothingArrives(Transport transport) {
    TestServer configured = new TestServer(1).transport(transport).roster(NEVER, SHORT);
    try (TestServer server = start(configured);
        RawPeer peer = server.open("/session")) {
      WireFrame close = peer.readFrame();

      assertThat(close.closeCode()).isEqualTo(ErrorCode.IDLE.closeCode());
      assertThat(close.closeReason()).isEqualTo("nothing arrived for 1500ms");
      session.awaitEnd();
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsAPeerThatAnswersPings(Transport transport) {
    TestServer configured = new TestServer(1).transport(transport).roster(VERY_SHORT, SHORT);
    try (TestServer server = start(configured);
        RawPeer peer = server.open("/session")) {
      for (int i = 0; i < 4; i++) {
        Script.run(peer, "< ping", "> pong");
      }
      assertThat(session.hasEnded()).isFalse();
    }
  }

  /** Its application is busy or its library does not answer pings, but it does read. */
  @Test
  void keepsAPeerWhoseKernelTakesWhatWeSend() {
    try (TestServer server = start(new TestServer(1).roster(VERY_SHORT, SHORT));
        RawPeer peer = server.open("/session")) {
      Script.run(peer, "< ping", "< ping", "< ping", "< ping");
      assertThat(session.hasEnded()).isFalse();
    }
  }

  /** Its kernel answers that its window is closed, which is no sign of life. */
  @Test
  void closesAPeerWhoseKernelTakesNothing() {
    try (TestServer server = start(new TestServer(1).roster(VERY_SHORT, SHORT));
        RawPeer peer = RawPeer.connect(server.address(), 4_096).upgrade("/session")) {
      session.write("x".repeat(8 << 20));

      session.awaitEnd();
      assertThat(session.unsentBytes()).isZero();
      assertThat(peer.readRest().length).isLessThan(8 << 20);
    }
  }
}
