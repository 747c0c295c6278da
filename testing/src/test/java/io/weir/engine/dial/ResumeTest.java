package io.weir.engine.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.socket.CloseReason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ResumeTest {
  private final LinkStage stage = LinkStage.of(LinkStage.plain());

  @Test
  void remembersTheLastMessageThatIsDoneWith() {
    FakePeer.Attempt attempt = stage.connect();
    sayUpTo(attempt, 5);
    settle(0, 3);
    stage.loop.advance(Resume.INTERVAL);
    assertThat(stage.user.remembered).containsExactly("3");

    settle(0, 5);
    stage.loop.advance(Resume.INTERVAL);
    assertThat(stage.user.remembered).containsExactly("3", "5");
  }

  @Test
  void tellsItOnceASecondAtMost() {
    FakePeer.Attempt attempt = stage.connect();
    sayUpTo(attempt, 100);
    for (int i = 1; i <= 100; i++) {
      settle(0, i);
      stage.loop.advance(Duration.ofMillis(100));
    }
    stage.loop.advance(Resume.INTERVAL);

    assertThat(stage.user.remembered).hasSizeBetween(9, 11).endsWith("100");
  }

  @Test
  void tellsItAtTheEnd() {
    FakePeer.Attempt attempt = stage.connect();
    sayUpTo(attempt, 2);
    settle(0, 1);
    stage.link.stop(CloseReason.NORMAL);
    stage.loop.run();
    assertThat(stage.user.remembered).containsExactly("1");

    settle(0, 2);
    attempt.vanish();
    assertThat(stage.user.remembered).containsExactly("1", "2");
  }

  @Test
  void aMessageWithoutItChangesNothing() {
    FakePeer.Attempt attempt = stage.connect();
    attempt.say("{\"sequence\":1}");
    attempt.say("{\"other\":2}");
    attempt.say("{\"sequence\":null}");
    attempt.say("{\"sequence\":{\"a\":1}}");
    attempt.say("{\"sequence\":\"" + "x".repeat(Resume.MAX_CHARS + 1) + "\"}");
    attempt.say("nonsense");
    settle(0, 6);
    stage.loop.advance(Resume.INTERVAL);

    assertThat(stage.user.remembered).containsExactly("1");
  }

  @Test
  void theNextAttemptHasIt() {
    FakePeer.Attempt attempt = stage.connect();
    assertThat(attempt.remote.uri()).hasQuery("token=secret&from=0");
    assertThat(attempt.remote.headers())
        .containsExactly(Map.entry("Authorization", "Bearer secret"));
    attempt.say("{\"sequence\":\"a&b c\u00fc\"}");
    settle(0, 1);
    attempt.vanish();
    stage.loop.advance(Duration.ofSeconds(1));

    assertThat(stage.peer.last().remote.uri().getRawQuery())
        .isEqualTo("token=secret&from=a%26b%20c%C3%BC");
    assertThat(stage.peer.last().remote.headers()).contains(Map.entry("Last-Seen", "a&b c"));
  }

  @Test
  void anOwnerBeginsWhereTheOneBeforeItEnded() {
    stage.start(Optional.of("41"));

    assertThat(stage.peer.last().remote.uri()).hasQuery("token=secret&from=41");
  }

  /** The one after it was told to begin earlier, so it covers what this one still tells of. */
  @Test
  void aConnectionOfBeforeDoesNotTurnItBack() {
    FakePeer.Attempt first = stage.connect();
    sayUpTo(first, 2);
    first.vanish();
    stage.loop.advance(Duration.ofSeconds(1));
    FakePeer.Attempt second = stage.peer.last().agree();
    sayUpTo(second, 5);
    settle(1, 5);
    settle(0, 2);
    stage.loop.advance(Resume.INTERVAL);

    assertThat(stage.user.remembered).containsExactly("5");
  }

  private void sayUpTo(FakePeer.Attempt attempt, int last) {
    for (int i = 1; i <= last; i++) {
      attempt.say("{\"sequence\":" + i + "}");
    }
  }

  private void settle(int connection, long messages) {
    stage.loop.run(() -> stage.user.connections.get(connection).onSettled(messages));
  }
}
