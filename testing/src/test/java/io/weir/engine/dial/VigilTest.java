package io.weir.engine.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.socket.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VigilTest {
  private static final Duration EVERY = Duration.ofSeconds(20);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final DialSettings.Ping OFF = new DialSettings.Ping(Duration.ZERO, TIMEOUT);

  private final LinkStage pinged =
      LinkStage.of(
          LinkStage.with(
              Optional.empty(), Optional.empty(), new DialSettings.Ping(EVERY, TIMEOUT)));
  private final LinkStage expecting =
      LinkStage.of(LinkStage.with(Optional.empty(), Optional.of(EVERY), OFF));

  @Test
  void aPeerThatAnswersStays() {
    FakePeer.Attempt attempt = pinged.connect();
    for (int i = 1; i <= 5; i++) {
      pinged.loop.advance(EVERY);
      assertThat(attempt.pings).hasSize(i);
      attempt.pong(attempt.pings.getLast());
    }
    pinged.loop.advance(TIMEOUT);

    assertThat(attempt.closed()).isEmpty();
    assertThat(pinged.user.pongs).as("these are not the session's").isEmpty();
  }

  @Test
  void aPeerThatDoesNotIsLeft() {
    FakePeer.Attempt attempt = pinged.connect();
    pinged.loop.advance(EVERY.plus(TIMEOUT).minusNanos(1));
    assertThat(attempt.closed()).isEmpty();

    pinged.loop.advance(Duration.ofNanos(1));
    assertThat(attempt.closed())
        .get()
        .hasToString("CloseReason[code=4002, reason=no answer to a ping for 5s]");
    attempt.vanish();
    assertThat(pinged.error()).isEqualTo("no answer to a ping for 5s");
  }

  /** Nor will it answer the close frame. */
  @Test
  void whoWasLeftIsNotWaitedForLong() {
    pinged.connect();
    pinged.loop.advance(EVERY.plus(TIMEOUT).plus(DialLink.FAREWELL).minusNanos(1));
    assertThat(pinged.state()).isEqualTo("open");

    pinged.loop.advance(Duration.ofNanos(1));
    assertThat(pinged.state()).isEqualTo("waiting");
    assertThat(pinged.error()).isEqualTo("no answer to a ping for 5s");
  }

  @Test
  void anythingThatArrivesIsASignOfLife() {
    FakePeer.Attempt attempt = pinged.connect();
    pinged.loop.advance(EVERY.plusSeconds(3));
    attempt.say("{}");
    pinged.loop.advance(TIMEOUT.minusNanos(1));
    assertThat(attempt.closed()).isEmpty();

    pinged.loop.advance(Duration.ofNanos(1));
    assertThat(attempt.closed()).as("silent since").isPresent();
  }

  @Test
  void aPeerThatReadsSlowlyIsNotGone() {
    FakePeer.Attempt attempt = pinged.connect();
    attempt.unsent = 100;
    pinged.loop.advance(EVERY);
    for (int i = 0; i < 10; i++) {
      attempt.unsent -= 10;
      pinged.loop.advance(TIMEOUT);
    }
    assertThat(attempt.closed()).isEmpty();

    pinged.loop.advance(TIMEOUT);
    assertThat(attempt.closed()).as("takes nothing any more").isPresent();
  }

  @Test
  void nothingIsHeldAgainstAPeerThatIsNotRead() {
    FakePeer.Attempt attempt = pinged.connect();
    Socket socket = Objects.requireNonNull(pinged.user.socket);
    pinged.loop.run(socket::pause);
    pinged.loop.advance(Duration.ofMinutes(10));
    assertThat(attempt.closed()).isEmpty();

    pinged.loop.run(socket::resume);
    pinged.loop.advance(Duration.ofMinutes(1));
    assertThat(attempt.closed()).isPresent();
  }

  @Test
  void theSessionsPongsAreItsOwn() {
    FakePeer.Attempt attempt = pinged.connect();
    attempt.pong(0);
    attempt.pong(7);

    assertThat(pinged.user.pongs).containsExactly(0L, 7L);
  }

  @Test
  void silenceIsAFailureWhereMessagesAreExpected() {
    FakePeer.Attempt attempt = expecting.connect();
    expecting.loop.advance(Duration.ofSeconds(15));
    attempt.say("{}");
    expecting.loop.advance(EVERY.minusNanos(1));
    assertThat(attempt.closed()).isEmpty();

    expecting.loop.advance(Duration.ofNanos(1));
    attempt.vanish();
    assertThat(expecting.error()).isEqualTo("no message for 20s");
  }

  @Test
  void aPongIsNoMessage() {
    FakePeer.Attempt attempt = expecting.connect();
    expecting.loop.advance(Duration.ofSeconds(15));
    attempt.pong(1);
    expecting.loop.advance(Duration.ofSeconds(5));

    assertThat(attempt.closed()).isPresent();
  }

  @Test
  void silenceThatIsOursIsNone() {
    FakePeer.Attempt attempt = expecting.connect();
    Socket socket = Objects.requireNonNull(expecting.user.socket);
    expecting.loop.run(socket::pause);
    expecting.loop.advance(Duration.ofHours(1));

    assertThat(attempt.closed()).isEmpty();
  }

  @Test
  void saysItsHeartbeatUnlessThePeerDoesNotRead() {
    LinkStage stage =
        LinkStage.of(
            LinkStage.with(
                Optional.of(new DialSettings.Heartbeat(EVERY, "beat")), Optional.empty(), OFF));
    FakePeer.Attempt attempt = stage.connect();
    stage.loop.advance(EVERY.multipliedBy(3));
    assertThat(attempt.texts).containsExactly("beat", "beat", "beat");

    attempt.full = true;
    stage.loop.advance(EVERY);
    assertThat(attempt.texts).hasSize(3);

    attempt.full = false;
    attempt.vanish();
    stage.loop.advance(EVERY.multipliedBy(3));
    assertThat(attempt.texts).as("the connection has ended").hasSize(3);
  }
}
