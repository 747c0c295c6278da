package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.socket.CloseReason;
import io.weir.testing.socket.WireFrame;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** RFC 6455 section 7: how connections end. */
class CloseIT extends ServerTest {
  private final Session session = new Session();

  @Override
  TestServer configure() {
    TestServer server = new TestServer(1).timeouts(Duration.ofMillis(600), Duration.ofMillis(300));
    server.dialect().put("/session", session);
    return server;
  }

  private void close(int code) {
    session.on(
        socket -> {
          socket.close(new CloseReason(code, "because"));
          return socket;
        });
  }

  @Test
  void endsTheConnectionWhenThePeerHasAnswered() {
    try (RawPeer peer = server().open("/session")) {
      close(1012);

      assertThat(peer.readFrame().closeReason()).isEqualTo("because");
      assertThat(session.hasEnded()).isFalse();
      Script.run(peer, "> close 1012", "< end");
      session.awaitEnd();
    }
  }

  @Test
  void hearsTheAnswerBehindWhatThePeerSentBefore() {
    try (RawPeer peer = server().open("/session")) {
      close(1001);
      Script.run(peer, "> text late", "> ping", "< close 1001", "> close 1001", "< end");
      session.awaitEnd();
      assertThat(session.messages()).isEmpty();
    }
  }

  @Test
  void endsTheConnectionWhenThePeerNeverAnswers() {
    try (RawPeer peer = server().open("/session")) {
      close(1001);
      Script.run(peer, "< close 1001", "< end");
      session.awaitEnd();
    }
  }

  @Test
  void endsTheConnectionWhenThePeerCannotEvenReadTheClose() {
    try (RawPeer peer = RawPeer.connect(server().address(), 4_096).upgrade("/session")) {
      session.write("x".repeat(16 << 20));
      close(4250);

      session.awaitEnd();
      assertThat(session.unsentBytes()).isZero();
      assertThat(peer.readRest().length).isLessThan(16 << 20);
    }
  }

  @Test
  void endsTheConnectionWhenThePeerClosesAndReadsNothing() {
    try (RawPeer peer = RawPeer.connect(server().address(), 4_096).upgrade("/session")) {
      session.write("x".repeat(16 << 20));
      peer.send(WireFrame.clientClose(1000, ""));

      session.awaitEnd();
    }
  }

  @Test
  void endsOnceWhenBothCloseAtTheSameTime() {
    try (RawPeer peer = server().open("/session")) {
      peer.send(WireFrame.clientClose(1000, ""));
      close(4250);

      assertThat(peer.readFrame().closeCode()).isIn(1000, 4250);
      peer.expectEnd();
      session.awaitEnd();
    }
  }

  @Test
  void sendsTheCloseBehindTheData() {
    try (RawPeer peer = server().open("/session")) {
      session.on(
          socket -> {
            Session.write(socket, "one");
            Session.write(socket, "two");
            socket.close(new CloseReason(1012, ""));
            return socket;
          });
      Script.run(peer, "< text one", "< text two", "< close 1012", "> close 1012", "< end");
    }
  }

  @Test
  void lingersForAPeerThatAnswersACloseWithGarbage() {
    try (RawPeer peer = server().open("/session")) {
      close(4250);
      Script.run(peer, "> 83 x*100000", "> binary x*100000", "< close 4250", "< end");
      session.awaitEnd();
    }
  }

  @Test
  void endsWhenThePeerEndsItsSide() {
    try (RawPeer peer = server().open("/session")) {
      peer.endOutput();

      peer.expectEnd();
      session.awaitEnd();
    }
  }

  @Test
  void answersACloseThatComesWithTheEnd() {
    try (RawPeer peer = server().open("/session")) {
      Script.run(peer, "> close 4000");
      peer.endOutput();

      Script.run(peer, "< close 4000", "< end");
    }
  }

  @Test
  void endsWhenThePeerResetsInTheMiddleOfAFrame() {
    RawPeer peer = server().open("/session");
    Script.run(peer, "> raw 81 FE 1000 00000000 4141");
    peer.reset();

    session.awaitEnd();
    assertThat(session.messages()).isEmpty();
  }
}
