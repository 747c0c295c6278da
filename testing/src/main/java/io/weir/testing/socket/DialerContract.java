package io.weir.testing.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.Framing;
import io.weir.engine.socket.DialFailure;
import io.weir.engine.socket.DialFailure.Step;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Opening;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link io.weir.engine.socket.Dialer} does, in memory and over a network. */
public abstract class DialerContract {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final List<DialFailure> failures = new CopyOnWriteArrayList<>();
  private final RecordingHandler handler = new RecordingHandler();
  private volatile int accepted;
  private volatile boolean outsideLoop;
  private volatile boolean withinCall;
  private volatile boolean early;
  private volatile @Nullable Socket socket;

  private DialerHarness harness;

  /** A harness for one test, which closes it. */
  protected abstract DialerHarness harness();

  @BeforeEach
  void connect() {
    harness = harness();
  }

  @AfterEach
  void end() {
    try {
      assertThat(failures.size() + accepted).as("told once").isEqualTo(1);
      assertThat(early).as("told from within the call").isFalse();
      assertThat(outsideLoop).isFalse();
    } finally {
      harness.close();
    }
  }

  private void dial(Duration patience) {
    withinCall = true;
    harness.dialer().dial(harness.remote(patience), this::open, this::onFailed);
    withinCall = false;
  }

  private void onFailed(DialFailure failure) {
    early |= withinCall;
    failures.add(failure);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written on the loop only
  private void onAccepted(Loop loop) {
    early |= withinCall;
    outsideLoop |= !loop.inLoop();
    accepted++;
  }

  private void open(Loop loop, Opening opening) {
    onAccepted(loop);
    socket = opening.open(handler);
  }

  private DialFailure awaitFailure() {
    harness.await("a failure", () -> !failures.isEmpty());
    return failures.getFirst();
  }

  @Test
  void opensASocketToAPeerThatAgrees() {
    dial(PATIENCE);
    Peer peer = harness.accept();
    harness.await("a socket", () -> socket != null);
    peer.send(WireFrame.clientText("from the peer"));
    harness.await("its message", () -> handler.messages().size() == 1);

    Socket open = Objects.requireNonNull(socket);
    harness.run(open.loop(), () -> write(open, "to the peer"));
    harness.await("our message", () -> peer.received().length > 0);
    assertThat(harness.parser().feed(peer.received()).getFirst().text()).isEqualTo("to the peer");
  }

  private void write(Socket to, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    FrameBuffer frame = Framing.text(harness.memory(), Wire.PLAIN, utf8);
    to.write(frame, 0, frame.bytes().capacity());
    to.flush();
    frame.release();
  }

  @Test
  void tellsWhatAPeerAnswersThatDoesNotAgree() {
    dial(PATIENCE);
    harness.refuse(503, Duration.ofSeconds(7), "come back later");

    DialFailure failure = awaitFailure();
    assertThat(failure.step()).isEqualTo(Step.HANDSHAKE);
    assertThat(failure.status()).isEqualTo(503);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(failure.message()).contains("answered 503", "come back later");
  }

  @Test
  void givesUpOnAPeerThatDoesNotAnswer() {
    dial(SHORT);

    DialFailure failure = awaitFailure();
    assertThat(failure.step()).isEqualTo(Step.HANDSHAKE);
    assertThat(failure.status()).isZero();
    assertThat(failure.message()).contains("no answer");
  }

  @Test
  void closesWithTheCodeOfARefusal() {
    withinCall = true;
    harness
        .dialer()
        .dial(
            harness.remote(PATIENCE),
            (loop, opening) -> {
              onAccepted(loop);
              opening.refuse(new Refusal(ErrorCode.SHUTTING_DOWN, "going"));
            },
            this::onFailed);
    withinCall = false;
    Peer peer = harness.accept();
    harness.await("a close frame", () -> peer.received().length > 0);
    assertThat(harness.parser().feed(peer.received()).getFirst().closeCode()).isEqualTo(1012);
  }
}
