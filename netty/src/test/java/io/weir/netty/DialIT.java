package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.DialFailure;
import io.weir.engine.socket.DialFailure.Step;
import io.weir.engine.socket.Remote;
import io.weir.engine.socket.Roster;
import io.weir.engine.socket.RosterSettings;
import io.weir.engine.socket.Wire;
import io.weir.testing.socket.WireFrame;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connecting to a server that does what it should, and to those that do not. */
class DialIT {
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Dialing dialing = new Dialing(Transport.best());
  private final RawServer server = new RawServer();
  private final Session session = new Session();

  @AfterEach
  void end() {
    server.close();
    dialing.close();
  }

  /** How it fails if the server answers with this and then waits. */
  private DialFailure failureAfter(String answer) {
    CompletableFuture<DialFailure> failure = dialing.fail(Dialing.remote(server.uri("/x")));
    try (RawPeer peer = server.accept()) {
      peer.readHead();
      peer.send(answer);
      return Dialing.await(failure);
    }
  }

  @Test
  void asksAsAClientDoes() {
    URI uri = URI.create("ws://me:s%20cret@127.0.0.1:" + server.port() + "/a%20b?c=d");
    var headers = List.of(Map.entry("X-Two", "1"), Map.entry("X-Two", "2"));
    dialing.dial(Dialing.with(uri, headers, "v2", "v1"), session);
    try (RawPeer peer = server.accept()) {
      String request = peer.readHead();
      assertThat(request)
          .startsWith("GET /a%20b?c=d HTTP/1.1\r\n")
          .containsIgnoringCase("\r\nhost: 127.0.0.1:" + server.port() + "\r\n")
          .containsIgnoringCase("\r\nauthorization: Basic bWU6cyBjcmV0\r\n")
          .containsIgnoringCase("\r\nupgrade: websocket\r\n")
          .containsIgnoringCase("\r\nconnection: Upgrade\r\n")
          .containsIgnoringCase("\r\nsec-websocket-version: 13\r\n")
          .containsIgnoringCase("\r\nsec-websocket-protocol: v2, v1\r\n")
          .contains("\r\nX-Two: 1\r\n", "\r\nX-Two: 2\r\n");
      peer.send(RawServer.switching(request, "Sec-WebSocket-Protocol: v1\r\n"));
      session.write("hello");
      WireFrame frame = peer.readFrame();
      assertThat(frame.masked()).isTrue();
      assertThat(frame.text()).isEqualTo("hello");
    }
  }

  @Test
  void sendsAHostAndCredentialsThatAreGiven() {
    URI uri = URI.create("ws://me:secret@127.0.0.1:" + server.port());
    var headers = List.of(Map.entry("host", "other"), Map.entry("Authorization", "Bearer t"));
    dialing.dial(Dialing.with(uri, headers), session);
    try (RawPeer peer = server.accept()) {
      assertThat(peer.readHead())
          .startsWith("GET / HTTP/1.1\r\n")
          .contains("\r\nhost: other\r\n", "\r\nAuthorization: Bearer t\r\n")
          .doesNotContain("Basic", "Host: 127");
    }
  }

  @Test
  void hearsWhatComesRightBehindTheAnswer() {
    dialing.dial(Dialing.remote(server.uri("/")), session);
    try (RawPeer peer = server.accept()) {
      String answer = RawServer.switching(peer.readHead(), "");
      peer.send(answer + "\u0081\u0005first\u0088\u0002\u000f\u00a1");
      assertThat(peer.readFrame().closeCode()).isEqualTo(4001);
      session.awaitEnd();
      assertThat(session.messages()).hasSize(1);
      assertThat(session.closeFrames()).extracting(reason -> reason.code()).containsExactly(4001);
    }
  }

  /** What is good for clients of ours is not for peers: whoever dials pings them, if at all. */
  @Test
  void neitherPingsASilentPeerNorGivesItUp() {
    RosterSettings impatient = new RosterSettings(SHORT, SHORT);
    try (Dialing quick = new Dialing(Transport.best(), impatient)) {
      quick.dial(Dialing.remote(server.uri("/")), session);
      try (RawPeer peer = server.acceptOpen(Wire.PLAIN)) {
        CompletableFuture<Boolean> later = new CompletableFuture<>();
        quick.after(Roster.STEP.multipliedBy(3), () -> later.complete(true));
        assertThat(later.join()).isTrue();
        session.write("still here");
        assertThat(peer.readFrame().text()).isEqualTo("still here");
      }
    }
  }

  @Test
  void masksEveryFrameWithAKeyOfItsOwn() {
    dialing.dial(Dialing.remote(server.uri("/")), session);
    try (RawPeer peer = server.acceptOpen(Wire.PLAIN)) {
      int[] sizes = {0, 1, 7, 8, 9, 125, 126, 127, 65_535, 65_536, 1_000_003};
      for (int size : sizes) {
        session.write("x".repeat(size));
      }
      for (int size : sizes) {
        WireFrame frame = peer.readFrame();
        assertThat(frame.masked()).isTrue();
        assertThat(frame.text()).isEqualTo("x".repeat(size));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 1011, 1013, 3000, 4000, 4999})
  void tellsWithWhichCodeTheServerCloses(int code) {
    dialing.dial(Dialing.remote(server.uri("/")), session);
    try (RawPeer peer = server.acceptOpen(Wire.PLAIN)) {
      byte[] payload = {(byte) (code >> 8), (byte) code, 'w', 'h', 'y'};
      peer.send(new WireFrame(0x88, false, payload));
      assertThat(peer.readFrame().closeCode()).isEqualTo(code);
      session.awaitEnd();
      assertThat(session.closeFrames()).containsExactly(new CloseReason(code, "why"));
    }
  }

  @Test
  void closesWith1009OnAMessageAboveTheRemotesLimit() {
    dialing.dial(Dialing.remote(server.uri("/")), session);
    try (RawPeer peer = server.acceptOpen(Wire.PLAIN)) {
      peer.send(new WireFrame(0x82, false, new byte[Dialing.MAX_MESSAGE_BYTES + 1]));
      assertThat(peer.readFrame().closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void refusingClosesWithTheCodeOfTheRefusal() {
    dialing.dial(
        Dialing.remote(server.uri("/")),
        (loop, opening) -> opening.refuse(new Refusal(ErrorCode.SHUTTING_DOWN, "going")));
    try (RawPeer peer = server.acceptOpen(Wire.PLAIN)) {
      assertThat(peer.readFrame().closeCode()).isEqualTo(1012);
    }
  }

  @Test
  void failsWhereNobodyListens() {
    URI uri = server.uri("/path?token=secret");
    server.close();
    DialFailure failure = Dialing.await(dialing.fail(Dialing.remote(uri)));
    assertThat(failure.step()).isEqualTo(Step.TCP);
    assertThat(failure.message())
        .isEqualTo(
            "ws://127.0.0.1:%d/path: connection refused: nobody listens there", uri.getPort());
  }

  @Test
  void failsOnANameThatNobodyKnows() {
    Remote remote = Dialing.remote(URI.create("ws://nobody.invalid/"));
    DialFailure failure = Dialing.await(dialing.fail(remote));
    assertThat(failure.step()).isEqualTo(Step.NAME);
    assertThat(failure.message()).contains("nobody.invalid: nobody knows this name");
  }

  @ParameterizedTest
  @CsvSource({"401,Unauthorized,true", "404,Not Found,true", "500,Internal Server Error,false"})
  void tellsAStatusAndTheFirstLineOfTheBody(int status, String phrase, boolean denial) {
    DialFailure failure =
        failureAfter(
            "HTTP/1.1 %d Whatever\r\nContent-Length: 24\r\n\r\n\r\nno\u0007 such token\r\nmore.."
                .formatted(status));
    assertThat(failure.step()).isEqualTo(Step.HANDSHAKE);
    assertThat(failure.status()).isEqualTo(status);
    assertThat(failure.isDenial()).isEqualTo(denial);
    assertThat(failure.message())
        .endsWith("/x: answered " + status + " " + phrase + ": no? such token");
  }

  @Test
  void tellsWhenToComeBack() {
    DialFailure failure =
        failureAfter("HTTP/1.1 503 Busy\r\nRetry-After: 17\r\nContent-Length: 0\r\n\r\n");
    assertThat(failure.status()).isEqualTo(503);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(17));
  }

  @Test
  void cutsALineThatNeverEnds() {
    DialFailure failure =
        failureAfter("HTTP/1.1 400 No\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(5_000));
    assertThat(failure.message()).endsWith(": " + "x".repeat(200));
  }

  @Test
  void followsNoRedirect() {
    DialFailure failure =
        failureAfter(
            "HTTP/1.1 302 No\r\nLocation: wss://b.example/?k=s\r\nContent-Length: 0\r\n\r\n");
    assertThat(failure.message())
        .endsWith("answered 302 Found: redirects to b.example, which is not followed");
  }

  @Test
  void failsOnWhatIsNotHttp() {
    assertThat(failureAfter("SSH-2.0-OpenSSH_9.6\r\n\r\n").message())
        .endsWith("what it answers is not HTTP/1.1");
  }

  @Test
  void failsOnTheAnswerToAnotherRequest() {
    String answer = RawServer.switching("\r\nSec-WebSocket-Key: other\r\n", "");
    assertThat(failureAfter(answer).message()).contains("Sec-WebSocket-Accept");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sec-WebSocket-Protocol: v1|a subprotocol that was not offered",
        "Sec-WebSocket-Extensions: x-other|an extension that was not offered",
        "Sec-WebSocket-Extensions: permessage-deflate|an extension that was not offered"
      })
  void failsOnAnAnswerThatAssumesMoreThanWasAsked(String header, String message) {
    CompletableFuture<DialFailure> failure = dialing.fail(Dialing.remote(server.uri("/")));
    try (RawPeer peer = server.accept()) {
      peer.send(RawServer.switching(peer.readHead(), header + "\r\n"));
      assertThat(Dialing.await(failure).message()).endsWith(message);
    }
  }

  @Test
  void failsOnAPeerThatSpeaksNoneOfTheSubprotocols() {
    var remote = Dialing.with(server.uri("/"), List.of(), "v1");
    CompletableFuture<DialFailure> failure = dialing.fail(remote);
    try (RawPeer peer = server.accept()) {
      peer.send(RawServer.switching(peer.readHead(), ""));
      assertThat(Dialing.await(failure).message()).endsWith("none of the subprotocols [v1]");
    }
  }

  @Test
  void failsOnSilence() {
    CompletableFuture<DialFailure> failure = dialing.fail(Dialing.patient(server.uri("/"), SHORT));
    try (RawPeer peer = server.accept()) {
      peer.readHead();
      DialFailure told = Dialing.await(failure);
      assertThat(told.step()).isEqualTo(Step.HANDSHAKE);
      assertThat(told.message()).endsWith("no answer within 300ms");
      peer.expectEnd();
    }
  }

  @Test
  void failsOnAPeerThatEndsInsteadOfAnswering() {
    CompletableFuture<DialFailure> failure = dialing.fail(Dialing.remote(server.uri("/")));
    server.accept().close();
    assertThat(Dialing.await(failure).step()).isEqualTo(Step.HANDSHAKE);
  }

  @Test
  void namesAHeaderThatCannotBeSentWithoutItsValue() {
    var headers = List.of(Map.entry("X-Token", "secret\r\nmore"));
    DialFailure failure = Dialing.await(dialing.fail(Dialing.with(server.uri("/"), headers)));
    assertThat(failure.message()).endsWith("the header X-Token cannot be sent");
  }

  @Test
  void asksAProxyWithItsCredentials() {
    String proxy = "http://me:secret@127.0.0.1:" + server.port();
    dialing.dial(Dialing.through(proxy, URI.create("ws://inner.example:81/")), session);
    try (RawPeer peer = server.accept()) {
      assertThat(peer.readHead())
          .startsWith("CONNECT inner.example:81 HTTP/1.1\r\n")
          .containsIgnoringCase("proxy-authorization: Basic bWU6c2VjcmV0");
      peer.send("HTTP/1.1 200 OK\r\n\r\n");
      peer.send(RawServer.switching(peer.readHead(), ""));
      session.write("through");
      assertThat(peer.readFrame().text()).isEqualTo("through");
    }
  }

  @Test
  void tellsWhatAProxyAnswers() {
    String proxy = "http://127.0.0.1:" + server.port();
    CompletableFuture<DialFailure> failure =
        dialing.fail(Dialing.through(proxy, URI.create("ws://inner.example/")));
    try (RawPeer peer = server.accept()) {
      peer.readHead();
      peer.send("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
      DialFailure told = Dialing.await(failure);
      assertThat(told.step()).isEqualTo(Step.PROXY);
      assertThat(told.message()).contains("the proxy answered 407");
    }
  }

  @Test
  void exchangesCompressedMessagesWithOurOwnListener() {
    try (TestServer other = new TestServer(1).start()) {
      int port = other.address().getPort();
      dialing.dial(Dialing.remote(URI.create("ws://127.0.0.1:" + port + "/echo")), session);
      String text = "again and ".repeat(50_000);
      session.write(text);
      NettySocketHarness.awaitThat("an echo", () -> session.messages().size() == 1);
      assertThat(new String(session.messages().getFirst().payload(), StandardCharsets.UTF_8))
          .isEqualTo(text);
    }
  }
}
