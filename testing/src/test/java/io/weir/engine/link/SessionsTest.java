package io.weir.engine.link;

import static io.weir.engine.link.OutNode.closeCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.RefusedException;
import io.weir.engine.frame.FrameKind;
import io.weir.testing.socket.ManualLoop;
import io.weir.testing.socket.MemoryPeer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class SessionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final OutNode node = OutNode.withTrucks(2, OutSettings.DEFAULT, 1);
  private final ExecutorService operator = Executors.newSingleThreadExecutor();

  @AfterEach
  void buffersAreGivenBack() {
    operator.shutdownNow();
    node.assertNothingHeld();
  }

  @Test
  void tellsWhatEachHasAskedForAndWasSent() throws Exception {
    Instant before = Instant.now().minusMillis(1);
    node.open(1, "truck-1", "van-*");
    node.produce("truck-1", "four");
    node.produce("bus-1", "four");
    node.produce("van-1", "four");
    node.settle();

    Sessions.Listing listing = list(10);

    assertThat(listing.total()).isEqualTo(1);
    assertThat(listing.silentLoops()).isZero();
    SessionStatus session = listing.sessions().getFirst();
    assertThat(session.since()).isBetween(before, Instant.now());
    assertThat(session)
        .usingRecursiveComparison()
        .ignoringFields("since")
        .isEqualTo(
            new SessionStatus(
                "1-1",
                "anonymous",
                "memory",
                "test",
                "trucks",
                "out",
                List.of("truck-1", "van-*"),
                new SessionStatus.Sent(2, 2 * 6),
                new SessionStatus.Received(0, 0, 0),
                0,
                session.since()));
  }

  @Test
  void countsTheSentOfThoseWhoWantAll() throws Exception {
    node.open(0, FrameKind.VALUE);
    node.produce(null, "a");
    node.produce("k", "b");
    node.settle();

    SessionStatus session = list(10).sessions().getFirst();
    assertThat(session.keys()).containsExactly("*");
    assertThat(session.sent()).isEqualTo(new SessionStatus.Sent(2, 6));
  }

  @Test
  void listsThoseWithTheMostUnsentOfAllLoopsAndThenTheOldest() throws Exception {
    List<MemoryPeer> peers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      peers.add(node.open(i % 2, "k" + i));
    }
    stall(peers.get(3), "k3", 100_000);
    stall(peers.get(4), "k4", 200_000);

    Sessions.Listing all = list(10);
    assertThat(all.total()).isEqualTo(6);
    assertThat(all.sessions()).extracting(SessionStatus::id).startsWith("0-3", "1-2").hasSize(6);
    assertThat(all.sessions().getFirst().unsent()).isGreaterThan(100_000);

    Sessions.Listing some = list(3);
    assertThat(some.total()).isEqualTo(6);
    assertThat(some.sessions())
        .extracting(SessionStatus::id)
        .containsExactly("0-3", "1-2", all.sessions().get(2).id());
    assertThat(some.sessions().get(2).id()).isIn("0-1", "1-1");
    peers.forEach(MemoryPeer::disconnect);
  }

  private void stall(MemoryPeer peer, String key, int bytes) {
    peer.pause();
    node.produce(key, "x".repeat(bytes));
    node.settle();
  }

  @Test
  void forgetsThoseThatAreGone() throws Exception {
    MemoryPeer first = node.open(0);
    node.open(0);
    first.disconnect();
    node.settle();

    assertThat(list(10).sessions()).extracting(SessionStatus::id).containsExactly("0-2");
  }

  @Test
  void closesOneWithItsOwnCode() throws Exception {
    MemoryPeer closed = node.open(0);
    MemoryPeer other = node.open(0);

    close("0-1");

    assertThat(closeCode(closed)).isEqualTo(4003);
    assertThat(closeCode(other)).isZero();
    assertThat(list(10).sessions()).extracting(SessionStatus::id).containsExactly("0-2");
    assertRefused("0-1", ErrorCode.NOT_FOUND);
  }

  @Test
  void closesOneThatReadsNothingAheadOfWhatWaitsForIt() throws Exception {
    MemoryPeer slow = node.open(0, "k");
    for (int i = 0; i < 3; i++) {
      stall(slow, "k", 100_000);
    }

    close("0-1");
    assertThat(list(10).total()).isZero();
    slow.resume();
    node.settle();

    assertThat(OutNode.texts(slow)).as("the one that was partly sent").hasSize(1);
    assertThat(closeCode(slow)).isEqualTo(4003);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0-2", "2-1", "9999-1", "0-1-1", "-1-1", "99999-1", "0-٣"})
  void knowsNoOtherIds(String id) {
    node.open(0);
    assertRefused(id, ErrorCode.NOT_FOUND);
  }

  @Test
  void doesNotWaitForALoopThatStandsStill() {
    node.open(0);
    MemoryPeer stalled = node.open(1);

    Sessions.Listing none = node.outs.sessions().list(10, Duration.ZERO);
    assertThat(none.silentLoops()).isEqualTo(2);
    assertThat(none.total()).isZero();
    assertThatThrownBy(() -> node.outs.sessions().close("1-1", Duration.ZERO))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().code()).isEqualTo(ErrorCode.OVERLOADED));
    node.settle();
    assertThat(closeCode(stalled)).isEqualTo(4003);
  }

  private Sessions.Listing list(int limit) throws Exception {
    return ask(() -> node.outs.sessions().list(limit, PATIENCE));
  }

  private void close(String id) throws Exception {
    ask(
        () -> {
          node.outs.sessions().close(id, PATIENCE);
          return id;
        });
  }

  private void assertRefused(String id, ErrorCode code) {
    assertThatThrownBy(() -> close(id))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().code()).isEqualTo(code));
  }

  /** Asks on a thread of its own, since it waits for the loops, which move here. */
  private <T> T ask(Callable<T> question) throws Exception {
    Future<T> answer = operator.submit(question);
    while (!answer.isDone()) {
      node.loops.forEach(ManualLoop::run);
      Thread.onSpinWait();
    }
    return answer.get();
  }
}
