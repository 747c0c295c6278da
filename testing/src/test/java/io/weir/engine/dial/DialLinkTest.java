package io.weir.engine.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.metric.Metric;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.DialFailure;
import io.weir.engine.socket.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every arrow of {@link DialState}. */
final class DialLinkTest {
  private static final Duration FIRST = BackoffSettings.DEFAULT.min();
  private static final Duration LONGEST = BackoffSettings.DEFAULT.max();
  private static final CloseReason LEAVE = new CloseReason(1001, "another node has the link");

  private final LinkStage stage = LinkStage.of(LinkStage.plain());

  @Test
  void stoppedUntilThisNodeOwnsIt() {
    stage.loop.advance(Duration.ofHours(1));

    assertThat(stage.state()).isEqualTo("stopped");
    assertThat(stage.peer.attempts).isEmpty();
    assertThat(stage.link.retry()).isFalse();
    assertThat(stage.peer.attempts).isEmpty();
  }

  @Test
  void connectingThenOpen() {
    stage.start();
    assertThat(stage.state()).isEqualTo("connecting");

    stage.peer.last().agree();

    assertThat(stage.state()).isEqualTo("open");
    assertThat(stage.user.opened).isEqualTo(1);
    assertThat(stage.metrics.read(Metric.LINK_ATTEMPTS).values()).containsExactly(1L);
  }

  @Test
  void startingTwiceIsStartingOnce() {
    stage.start().start();

    assertThat(stage.peer.attempts).hasSize(1);
  }

  @Test
  void waitsAfterAFailureAndTriesForEver() {
    stage.start();
    Duration ceiling = FIRST;
    for (int i = 0; i < 20; i++) {
      stage.peer.last().fail(LinkStage.REFUSED);
      assertThat(stage.state()).isEqualTo("waiting");
      assertThat(stage.error()).isEqualTo("connection refused");
      assertThat(stage.retriesAfter(ceiling)).as("attempt %d", i + 2).isTrue();
      ceiling = ceiling.multipliedBy(2).compareTo(LONGEST) < 0 ? ceiling.multipliedBy(2) : LONGEST;
    }
    assertThat(stage.link.status().attempts()).isEqualTo(21);
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 1006, 1011, 1012, 1013, 3000, 4000, 4250, 4499})
  void waitsShortlyWhateverTheCloseCode(int code) {
    stage.connect().close(code);

    assertThat(stage.state()).isEqualTo("waiting");
    assertThat(stage.error()).isEqualTo("the peer closed with " + code + ": because");
    assertThat(stage.user.closed).isEqualTo(1);
    assertThat(stage.retriesAfter(FIRST)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1002, 1003, 1007, 1008, 1009, 1010, 4500, 4999})
  void waitsLongAfterACodeThatSaysNo(int code) {
    stage.connect().close(code);

    assertThat(stage.retriesAfter(LONGEST)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404})
  void waitsLongAfterAStatusThatSaysNo(int status) {
    stage.start().peer.last().fail(denial(status, Optional.empty()));

    assertThat(stage.retriesAfter(LONGEST)).isTrue();
  }

  @Test
  void waitsAsLongAsThePeerAsksWithinABound() {
    stage.start().peer.last().fail(denial(503, Optional.of(Duration.ofSeconds(7))));
    assertThat(stage.retriesAfter(Duration.ofSeconds(7).plus(FIRST))).isTrue();

    stage.peer.last().fail(denial(503, Optional.of(Duration.ofDays(1))));
    assertThat(stage.retriesAfter(DialLink.MAX_RETRY_AFTER.plus(FIRST.multipliedBy(2)))).isTrue();
  }

  private static DialFailure denial(int status, Optional<Duration> retryAfter) {
    return new DialFailure(DialFailure.Step.HANDSHAKE, "answered " + status, status, retryAfter);
  }

  @Test
  void waitsAfterAConnectionThatEndsWithoutAWord() {
    stage.connect().vanish();

    assertThat(stage.error()).isEqualTo("the connection has ended without a close frame");
    assertThat(stage.retriesAfter(FIRST)).isTrue();
  }

  @Test
  void waitsAfterAPeerThatWentBetweenTheHandshakeAndTheSession() {
    stage.start();
    stage.peer.last().vanished = true;
    stage.peer.last().agree();

    assertThat(stage.state()).isEqualTo("waiting");
    assertThat(stage.user.opened).isZero();
    assertThat(stage.retriesAfter(FIRST)).isTrue();
  }

  @Test
  void waitsAfterASessionThatRefuses() {
    stage.user.refusal = new Refusal(ErrorCode.KAFKA_UNAVAILABLE, "Kafka is away");
    FakePeer.Attempt attempt = stage.connect();

    assertThat(attempt.refused()).contains(stage.user.refusal);
    assertThat(stage.error()).isEqualTo("Kafka is away");
    assertThat(stage.retriesAfter(FIRST)).isTrue();
  }

  @Test
  void waitsAfterASessionThatFails() {
    stage.user.failure = new IllegalStateException("a bug");
    FakePeer.Attempt attempt = stage.connect();

    assertThat(attempt.refused()).map(Refusal::code).contains(ErrorCode.INTERNAL_ERROR);
    assertThat(stage.state()).isEqualTo("waiting");
  }

  /** Whoever counts what is written as delivered has to know, since closing may drop it. */
  @Test
  void theSessionSeesThatItsSocketIsClosing() {
    stage.connect();
    Socket socket = Objects.requireNonNull(stage.user.socket);
    assertThat(socket.isOpen()).isTrue();
    stage.loop.run(() -> socket.closeAhead(LEAVE));

    assertThat(socket.isOpen()).isFalse();
  }

  @Test
  void theFailureThatCameFirstIsTold() {
    FakePeer.Attempt attempt = stage.connect();
    stage.loop.run(
        () -> attempt.handler().onClosing(new Refusal(ErrorCode.MESSAGE_TOO_BIG, "too big")));
    attempt.close(1000);

    assertThat(stage.error()).isEqualTo("too big");
  }

  @Test
  void progressMakesTheNextFailureAFirstOne() {
    stage.start();
    failOften();
    FakePeer.Attempt attempt = stage.peer.last().agree();
    stage.loop.run(() -> stage.user.connections.getLast().onProgress());
    attempt.vanish();

    assertThat(stage.retriesAfter(FIRST)).isTrue();
  }

  @Test
  void progressOfAConnectionThatHasJustEndedDoesSo() {
    FakePeer.Attempt attempt = stage.connect();
    attempt.vanish();
    stage.loop.run(() -> stage.user.connections.getFirst().onProgress());
    stage.loop.advance(FIRST);
    stage.peer.last().fail(LinkStage.REFUSED);

    assertThat(stage.retriesAfter(FIRST)).isTrue();
  }

  @Test
  void anOpenConnectionOfTenSecondsDoesSo() {
    stage.start();
    failOften();
    stage.peer.last().agree();
    stage.loop.advance(DialLink.USEFUL);
    stage.peer.last().vanish();

    assertThat(stage.retriesAfter(FIRST)).isTrue();
  }

  @Test
  void aShortConnectionDoesNot() {
    stage.start();
    failOften();
    stage.peer.last().agree();
    stage.loop.advance(DialLink.USEFUL.minusNanos(1));
    stage.peer.last().vanish();

    assertThat(stage.retriesAfter(LONGEST)).isTrue();
  }

  private void failOften() {
    for (int i = 0; i < 10; i++) {
      stage.peer.last().fail(LinkStage.REFUSED);
      stage.loop.advance(LONGEST);
    }
  }

  @Test
  void anOperatorEndsAWait() {
    stage.connect().close(4500);
    assertThat(stage.link.retry()).isTrue();
    stage.loop.run();

    assertThat(stage.state()).isEqualTo("connecting");
    assertThat(stage.peer.attempts).hasSize(2);

    stage.peer.last().agree();
    stage.loop.advance(Duration.ofHours(1));
    assertThat(stage.peer.attempts).as("the wait that was cut short is over").hasSize(2);
  }

  @Test
  void anOperatorDoesNotDisturbAnOpenLink() {
    stage.connect();
    assertThat(stage.link.retry()).isFalse();
    stage.loop.run();

    assertThat(stage.state()).isEqualTo("open");
    assertThat(stage.peer.attempts).hasSize(1);
  }

  @Test
  void stopsWhileWaiting() {
    stage.connect().vanish();
    assertThat(stop()).isDone();
    stage.loop.advance(Duration.ofHours(1));

    assertThat(stage.state()).isEqualTo("stopped");
    assertThat(stage.peer.attempts).hasSize(1);
  }

  @Test
  void stopsWhileConnecting() {
    stage.start();
    assertThat(stop()).isDone();

    FakePeer.Attempt attempt = stage.peer.last().agree();
    assertThat(attempt.refused()).map(Refusal::message).contains(LEAVE.reason());
    assertThat(stage.user.opened).isZero();
    assertThat(stage.state()).isEqualTo("stopped");
  }

  @Test
  void aFailureAfterTheStopChangesNothing() {
    stage.start();
    stop();
    stage.peer.last().fail(LinkStage.REFUSED);

    assertThat(stage.state()).isEqualTo("stopped");
  }

  @Test
  void stopsWhileOpenAndIsDoneWithTheSocketsEnd() {
    FakePeer.Attempt attempt = stage.connect();
    CompletableFuture<@Nullable Void> stopped = stop();

    assertThat(attempt.closed()).contains(LEAVE);
    assertThat(stopped).isNotDone();

    CompletableFuture<@Nullable Void> again = stop();
    attempt.vanish();
    assertThat(stopped).isDone();
    assertThat(again).isDone();
    assertThat(stage.user.closed).isEqualTo(1);
    assertThat(stage.state()).isEqualTo("stopped");
  }

  /** It may neither answer nor read; another node waits for the link. */
  @Test
  void cutsAPeerThatTakesTooLongToAnswerTheClose() {
    stage.connect();
    CompletableFuture<@Nullable Void> stopped = stop();
    stage.loop.advance(DialLink.FAREWELL.minusNanos(1));
    assertThat(stopped).isNotDone();

    stage.loop.advance(Duration.ofNanos(1));
    assertThat(stopped).isDone();
    assertThat(stage.user.closed).isEqualTo(1);
  }

  @Test
  void cutsNothingOfAConnectionThatCameLater() {
    FakePeer.Attempt first = stage.connect();
    stop();
    stage.start();
    first.vanish();
    stage.peer.last().agree();
    stage.loop.advance(DialLink.FAREWELL);
    assertThat(stage.state()).isEqualTo("open");
  }

  @Test
  void neverHasTwoSockets() {
    FakePeer.Attempt attempt = stage.connect();
    stop();
    stage.start();
    assertThat(stage.peer.attempts).as("the first is still closing").hasSize(1);

    attempt.vanish();
    assertThat(stage.peer.attempts).hasSize(2);
    assertThat(stage.state()).isEqualTo("connecting");
  }

  @Test
  void showsNoSecrets() {
    stage.connect();

    assertThat(stage.link.status().toString()).doesNotContain("secret");
    assertThat(stage.link.status().url()).isEqualTo("wss://feed.example.com/v1");
    assertThat(stage.peer.last().remote.uri().getQuery()).contains("token=secret");
  }

  private CompletableFuture<@Nullable Void> stop() {
    CompletableFuture<@Nullable Void> stopped = stage.link.stop(LEAVE);
    stage.loop.run();
    return stopped;
  }
}
