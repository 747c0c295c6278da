package io.weir.engine.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorKind;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.DialFailure;
import io.weir.testing.socket.ManualLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class LinkProbeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ManualLoop loop = new ManualLoop();
  private final FakePeer peer = new FakePeer(loop);
  private final CompletableFuture<LinkProbe.Outcome> outcome =
      LinkProbe.probe(LinkStage.remote("ws://x").fill(Optional.empty()), peer, true, PATIENCE);

  @Test
  void aPeerThatAnswersIsReached() {
    FakePeer.Attempt attempt = peer.last().agree();
    assertThat(outcome).isNotDone();
    attempt.pong(attempt.pings.getFirst());

    assertThat(outcome.join().reached()).isTrue();
    assertThat(attempt.closed()).contains(CloseReason.NORMAL);
    assertThat(attempt.texts).isEmpty();
  }

  @Test
  void aPeerThatDoesNotIsNot() {
    FakePeer.Attempt attempt = peer.last().agree();
    loop.advance(PATIENCE);

    assertThat(outcome.join().message())
        .startsWith("connected, but no answer to a ping within 5s; with such a peer write");
    assertThat(attempt.closed()).contains(CloseReason.NORMAL);
  }

  @Test
  void aPeerThatIsNotToBePingedIsReachedUnlessItCloses() {
    CompletableFuture<LinkProbe.Outcome> unpinged = unpinged();
    FakePeer.Attempt attempt = peer.last().agree();
    assertThat(unpinged).isNotDone();
    loop.advance(Duration.ofSeconds(1));
    assertThat(unpinged.join().reached()).isTrue();
    assertThat(attempt.pings).isEmpty();
    assertThat(attempt.closed()).contains(CloseReason.NORMAL);

    CompletableFuture<LinkProbe.Outcome> closed = unpinged();
    peer.last().agree().close(4501);
    assertThat(closed.join().reached()).isFalse();
  }

  private CompletableFuture<LinkProbe.Outcome> unpinged() {
    return LinkProbe.probe(
        LinkStage.remote("ws://x").fill(Optional.empty()), peer, false, PATIENCE);
  }

  @Test
  void aPeerThatClosesIsNot() {
    peer.last().agree().close(4501);

    assertThat(outcome.join().message()).startsWith("connected, but the peer closed with 4501");
    assertThat(outcome.join().code().kind()).isEqualTo(ErrorKind.USER);
  }

  @Test
  void aPeerThatGoesIsNot() {
    peer.last().agree().vanish();

    assertThat(outcome.join().message()).startsWith("connected, but the peer has gone at once");
  }

  @ParameterizedTest
  @EnumSource(DialFailure.Step.class)
  void saysWhatToDoAboutEachStep(DialFailure.Step step) {
    peer.last().fail(new DialFailure(step, "failed"));

    assertThat(outcome.join().reached()).isFalse();
    assertThat(outcome.join().message()).startsWith("failed; check ").contains("`");
    assertThat(outcome.join().code().kind()).isEqualTo(ErrorKind.TRANSIENT);
  }

  @ParameterizedTest
  @CsvSource({"401, credentials, USER", "404, path, USER", "500, subprotocols, TRANSIENT"})
  void saysWhatToDoAboutAStatus(int status, String advice, ErrorKind kind) {
    peer.last()
        .fail(new DialFailure(DialFailure.Step.HANDSHAKE, "failed", status, Optional.empty()));

    assertThat(outcome.join().message()).contains(advice);
    assertThat(outcome.join().code().kind()).isEqualTo(kind);
  }
}
