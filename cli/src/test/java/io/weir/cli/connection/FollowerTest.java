package io.weir.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Endings are scripted, and time passes only where the script says so. */
final class FollowerTest {
  private final Deque<Ending> script = new ArrayDeque<>();
  private final List<String> notices = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private Duration sessionLength = Duration.ZERO;

  private static final Random LARGEST =
      new Random() {
        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  @Test
  void exitsWithZeroWhenFinished() throws InterruptedException {
    assertThat(follow(new Ending.Finished())).isZero();
    assertThat(notices).isEmpty();
  }

  @Test
  void aStreamThatHasEndedIsNoError() throws InterruptedException {
    assertThat(follow(new Ending.Closed(1000, "bye"))).isZero();
    assertThat(notices).containsExactly("closed by the server: 1000 bye");
  }

  @Test
  void reconnectsWithBackOffAndSaysSo() throws InterruptedException {
    Ending lost = new Ending.Lost("connection refused");
    assertThat(follow(lost, lost, lost, new Ending.Finished())).isZero();
    assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L);
    assertThat(notices).first().isEqualTo("connection refused; connecting again in 1.0 s");
  }

  @Test
  void aConnectionThatLastedBeginsTheBackOffAnew() throws InterruptedException {
    sessionLength = Duration.ofSeconds(10);
    Ending restart = new Ending.Closed(1012, "restart");
    follow(restart, restart, restart, new Ending.Finished());
    assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 1L, 1L);
  }

  @Test
  void goesSlowerAfterALimit() throws InterruptedException {
    follow(new Ending.Closed(4250, "slow"), new Ending.Finished());
    assertThat(pauses).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  void waitsAsLongAsTheServerAsks() throws InterruptedException {
    follow(
        new Ending.Refused(503, "", Duration.ofSeconds(7)),
        new Ending.Refused(503, "", Duration.ofDays(7)),
        new Ending.Finished());
    assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofMinutes(5));
  }

  @Test
  void givesUpWhereTryingAgainIsOfNoUse() throws InterruptedException {
    assertThat(follow(new Ending.Refused(404, "no stream 'x'", Duration.ZERO))).isEqualTo(2);
    assertThat(notices).containsExactly("refused by the server: 404 no stream 'x'");
    assertThat(pauses).isEmpty();
  }

  private int follow(Ending... endings) throws InterruptedException {
    script.addAll(List.of(endings));
    Connector connector =
        receiver -> {
          now = now.plus(sessionLength);
          return script.remove();
        };
    Connector.Receiver receiver =
        new Connector.Receiver() {
          @Override
          public void onOpen(Connector.Line line) {}

          @Override
          public boolean onMessage(Message message) {
            return true;
          }
        };
    return new Follower(
            connector, receiver, new Backoff(LARGEST), notices::add, () -> now, pauses::add)
        .follow();
  }
}
