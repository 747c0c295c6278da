package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.Wire;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is waited for when the loops are drained: for what is to be sent, hardly for answers. */
class DrainIT {
  private static final Refusal RESTART = new Refusal(ErrorCode.SHUTTING_DOWN, "restart");
  private static final Duration PATIENT = Duration.ofHours(1);

  private final Session session = new Session();

  private TestServer start(Transport transport) {
    TestServer server =
        new TestServer(1)
            .transport(transport)
            .timeouts(PATIENT, PATIENT)
            .drainTimeout(Duration.ofMillis(200));
    server.dialect().put("/session", session);
    return server.start();
  }

  private static CompletableFuture<Void> drain(TestServer server) {
    return server.loops().drain(RESTART, Duration.ZERO);
  }

  @ParameterizedTest
  @EnumSource
  void doesNotWaitForAPeerThatDoesNotAnswer(Transport transport) throws Exception {
    try (TestServer server = start(transport);
        RawPeer peer = server.open("/session")) {
      drain(server).get(10, TimeUnit.SECONDS);

      Script.run(peer, "< close 1012", "< end");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Wire.class,
      names = {"EVENTS", "LINES"})
  void tellsThoseWhoOnlyListenAndDoesNotWaitForThem(Wire wire) throws Exception {
    try (TestServer server = start(Transport.best());
        RawPeer peer = server.connect().open(wire, "/session")) {
      session.write("data");
      drain(server).get(10, TimeUnit.SECONDS);

      Script.run(peer, "< text data", "< close 1012", "< end");
    }
  }

  @Test
  void doesNotWaitForAPeerThatWasClosedBefore() throws Exception {
    try (TestServer server = start(Transport.best());
        RawPeer peer = server.open("/session")) {
      session.on(
          socket -> {
            socket.close(new CloseReason(4002, ""));
            return socket;
          });
      drain(server).get(10, TimeUnit.SECONDS);

      Script.run(peer, "< close 4002", "< end");
    }
  }

  @ParameterizedTest
  @EnumSource
  void waitsUntilWhatWasWrittenIsSent(Transport transport) throws Exception {
    try (TestServer server = start(transport);
        RawPeer peer = RawPeer.connect(server.address(), 4_096).upgrade("/session")) {
      session.write("x".repeat(16 << 20));
      CompletableFuture<Void> drained = drain(server);

      Script.run(peer, "< text x*16777216", "< close 1012");
      drained.get(10, TimeUnit.SECONDS);
      peer.expectEnd();
    }
  }

  @Test
  void endsInAnyCaseOnceTheLastSocketShouldBeGone() {
    TestServer configured = new TestServer(1).timeouts(Duration.ofMillis(100), Duration.ZERO);
    configured.dialect().put("/session", session);
    try (TestServer server = configured.start();
        RawPeer peer = RawPeer.connect(server.address(), 4_096).upgrade("/session")) {
      session.write("x".repeat(16 << 20));
      assertThat(drain(server)).succeedsWithin(Duration.ofSeconds(10));
      assertThat(peer.readRest().length).isLessThan(16 << 20);
    }
  }
}
