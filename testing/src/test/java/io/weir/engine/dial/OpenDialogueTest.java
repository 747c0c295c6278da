package io.weir.engine.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.socket.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenDialogueTest {
  private static final Duration WITHIN = Duration.ofSeconds(3);
  private static final DialSettings ASKING =
      LinkStage.settings(
          List.of(
              LinkStage.ask("login", "welcome", WITHIN),
              LinkStage.say("a"),
              LinkStage.ask("subscribe", "subscribed", WITHIN),
              LinkStage.say("b")));

  @Test
  void saysAllAtOnceWhereNothingIsAwaited() {
    LinkStage stage =
        LinkStage.of(LinkStage.settings(List.of(LinkStage.say("a"), LinkStage.say("b"))));

    assertThat(stage.connect().texts).containsExactly("a", "b");
    assertThat(stage.state()).isEqualTo("open");
    assertThat(stage.memory.outstanding()).isZero();
  }

  @Test
  void saysItAgainAfterEachConnect() {
    LinkStage stage = LinkStage.of(LinkStage.settings(List.of(LinkStage.say("a"))));
    stage.connect().vanish();
    stage.loop.advance(Duration.ofMinutes(1));

    assertThat(stage.peer.last().agree().texts).containsExactly("a");
  }

  @Test
  void goesOnWithTheReplyAndIsOpenAfterTheLast() {
    LinkStage stage = LinkStage.of(ASKING);
    FakePeer.Attempt attempt = stage.connect();
    assertThat(attempt.texts).containsExactly("login");

    attempt.say("{\"op\":\"welcome\"}");
    assertThat(attempt.texts).containsExactly("login", "a", "subscribe");
    assertThat(stage.state()).isEqualTo("connecting");

    attempt.say("{\"op\":\"subscribed\"}");
    assertThat(attempt.texts).containsExactly("login", "a", "subscribe", "b");
    assertThat(stage.state()).isEqualTo("open");
  }

  @Test
  void whatIsNotTheReplyIsARecord() {
    LinkStage stage = LinkStage.of(ASKING);
    FakePeer.Attempt attempt = stage.connect();
    attempt.say("{\"price\":1}");
    attempt.say("{\"op\":\"welcome\"}");
    attempt.say("{\"op\":\"welcome\"}");
    attempt.say("{\"op\":\"subscribed\"}");
    attempt.say("{\"op\":\"subscribed\"}");

    assertThat(stage.user.messages)
        .containsExactly("{\"price\":1}", "{\"op\":\"welcome\"}", "{\"op\":\"subscribed\"}");
  }

  @Test
  void aSessionThatSendsBeginsAfterIt() {
    LinkStage stage = new LinkStage(ASKING, false, RandomGenerator.getDefault());
    FakePeer.Attempt attempt = stage.connect();
    attempt.say("{\"hello\":1}");
    attempt.say("{\"op\":\"welcome\"}");
    assertThat(stage.user.opened).isZero();

    attempt.say("{\"op\":\"subscribed\"}");
    assertThat(stage.user.opened).isEqualTo(1);
    attempt.say("{\"ack\":1}");
    assertThat(stage.user.messages).containsExactly("{\"ack\":1}");
  }

  @Test
  void aMissingReplyIsAFailure() {
    LinkStage stage = LinkStage.of(ASKING);
    FakePeer.Attempt attempt = stage.connect();
    attempt.say("{\"op\":\"welcome\"}");
    stage.loop.advance(WITHIN.minusNanos(1));
    assertThat(attempt.closed()).isEmpty();

    stage.loop.advance(Duration.ofNanos(1));
    assertThat(attempt.closed()).isPresent();
    attempt.vanish();
    assertThat(stage.state()).isEqualTo("waiting");
    assertThat(stage.error()).isEqualTo("no reply to open[2] within 3s");
  }

  @Test
  void aReplyThatNobodyReadsIsNotMissing() {
    LinkStage stage = LinkStage.of(ASKING);
    FakePeer.Attempt attempt = stage.connect();
    Socket socket = Objects.requireNonNull(stage.user.socket);
    stage.loop.run(socket::pause);
    stage.loop.advance(WITHIN.multipliedBy(3));
    assertThat(attempt.closed()).isEmpty();

    stage.loop.run(socket::resume);
    stage.loop.advance(WITHIN);
    assertThat(attempt.closed()).isPresent();
  }

  @Test
  void aReplyInTimeIsNotMissedLater() {
    LinkStage stage = LinkStage.of(ASKING);
    FakePeer.Attempt attempt = stage.connect();
    attempt.say("{\"op\":\"welcome\"}");
    attempt.say("{\"op\":\"subscribed\"}");
    stage.loop.advance(WITHIN.multipliedBy(2));

    assertThat(attempt.closed()).isEmpty();
    assertThat(stage.state()).isEqualTo("open");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatHasNoValueYetIsLeftOutWithItsWait(boolean known) {
    OpenMessage resume = LinkStage.ask("{\"from\":${last./sequence}}", "resumed", WITHIN);
    LinkStage stage =
        LinkStage.of(LinkStage.settings(List.of(resume, LinkStage.say("${last./sequence:0}"))));
    stage.start(known ? Optional.of("17") : Optional.empty());
    FakePeer.Attempt attempt = stage.peer.last().agree();

    if (known) {
      assertThat(attempt.texts).containsExactly("{\"from\":17}");
      attempt.say("{\"op\":\"resumed\"}");
      assertThat(attempt.texts).containsExactly("{\"from\":17}", "17");
    } else {
      assertThat(attempt.texts).containsExactly("0");
    }
    assertThat(stage.state()).isEqualTo("open");
  }

  @Test
  void aValueCannotEndTheStringThatItStandsIn() {
    LinkStage stage =
        LinkStage.of(
            LinkStage.settings(List.of(LinkStage.say("{\"from\":\"${last./sequence}\"}"))));
    stage.start(Optional.of("a\",\"op\":\"drop\n"));

    assertThat(stage.peer.last().agree().texts)
        .containsExactly("{\"from\":\"a\\\",\\\"op\\\":\\\"drop\\n\"}");
  }
}
