package io.weir.engine.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.metric.Count;
import io.weir.testing.socket.ManualLoop;
import io.weir.testing.socket.MemoryPeer;
import io.weir.testing.socket.MemorySocket;
import io.weir.testing.socket.WireFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RosterTest {
  private static final Refusal RESTART = new Refusal(ErrorCode.SHUTTING_DOWN, "restart");

  private final ManualLoop loop = new ManualLoop();
  private final Count unsent = new Count();
  private Roster roster = roster(30, 90);

  private Roster roster(int pingSeconds, int idleSeconds) {
    RosterSettings settings =
        new RosterSettings(Duration.ofSeconds(pingSeconds), Duration.ofSeconds(idleSeconds));
    return new Roster(settings, unsent, loop.nowNanos());
  }

  private List<MemoryPeer> connect(int count) {
    List<MemoryPeer> peers =
        IntStream.range(0, count)
            .mapToObj(i -> MemoryPeer.connect(loop, this::accept, 1_000).polite())
            .toList();
    loop.run();
    return peers;
  }

  private void accept(Loop on, Opening opening) {
    Member member = new Member();
    Socket socket = opening.open(member);
    member.socket = socket;
    if (socket != null) {
      roster.add(socket);
    }
  }

  private void seconds(int count) {
    for (int i = 0; i < count; i++) {
      loop.advance(Roster.STEP);
      loop.run(() -> roster.step(loop.nowNanos()));
    }
  }

  /** From now on the peer reads nothing and its kernel takes nothing. */
  private void fillKernel(MemoryPeer peer) {
    peer.pause();
    MemorySocket socket = peer.opening().socket().orElseThrow();
    loop.run(() -> IntStream.range(0, 600).forEach(i -> socket.ping()));
  }

  private static long pings(MemoryPeer peer) {
    return peer.frames().stream().filter(frame -> frame.opcode() == WireFrame.PING).count();
  }

  @Test
  void pingsEachSocketOncePerIntervalAndNeverAllAtOnce() {
    List<MemoryPeer> peers = connect(90);
    seconds(1);
    assertThat(peers.stream().mapToLong(RosterTest::pings).sum()).isBetween(2L, 4L);
    seconds(29);
    assertThat(peers).allSatisfy(peer -> assertThat(pings(peer)).isEqualTo(1));
    seconds(30);
    assertThat(peers).allSatisfy(peer -> assertThat(pings(peer)).isEqualTo(2));
  }

  @Test
  void passesNobodyOverWhenOthersLeave() {
    List<MemoryPeer> peers = connect(60);
    seconds(15);
    List<MemoryPeer> pinged = peers.stream().filter(peer -> pings(peer) > 0).toList();
    pinged.forEach(MemoryPeer::disconnect);
    loop.run();
    assertThat(roster.size()).isEqualTo(peers.size() - pinged.size());
    List<MemoryPeer> nextInLine = peers.subList(pinged.size() + 1, pinged.size() + 15);
    assertThat(nextInLine).doesNotContainAnyElementsOf(pinged);
    seconds(16);

    assertThat(nextInLine).allSatisfy(peer -> assertThat(pings(peer)).isEqualTo(1));
  }

  /** One of many, whose turn to be pinged may be far away. */
  @ParameterizedTest
  @CsvSource({"0, 90", "30, 90", "60, 61", "3600, 90"})
  void closesASocketFromWhichNothingArrivesAStepLateAtTheMost(int pingSeconds, int idleSeconds) {
    roster = roster(pingSeconds, idleSeconds);
    List<MemoryPeer> peers = connect(100);
    peers.forEach(this::fillKernel);
    seconds(idleSeconds);
    assertThat(roster.size()).isEqualTo(100);
    seconds(1);
    peers.forEach(MemoryPeer::resume);
    loop.run();

    assertThat(peers)
        .allSatisfy(peer -> assertThat(peer.close().map(WireFrame::closeCode)).contains(4002));
    assertThat(roster.size()).isZero();
  }

  @Test
  void neverClosesWithoutATimeout() {
    roster = roster(30, 0);
    MemoryPeer peer = connect(1).getFirst();
    seconds(300);
    assertThat(peer.close()).isEmpty();
    assertThat(pings(peer)).isBetween(9L, 10L);
  }

  @Test
  void sumsWhatIsUnsent() {
    fillKernel(connect(2).getFirst());
    seconds(1);
    assertThat(unsent.value()).isBetween(200L, 204L);
  }

  @Test
  void drainsEvenlyOverTheSpread() {
    List<MemoryPeer> peers = connect(10);
    CompletableFuture<@Nullable Void> done = roster.drain(RESTART, Duration.ofSeconds(5));
    loop.run();
    for (int i = 1; i <= 10; i++) {
      assertThat(peers.stream().filter(peer -> peer.close().isPresent())).hasSize(i);
      assertThat(done.isDone()).isEqualTo(i == 10);
      loop.advance(Duration.ofMillis(500));
    }
    assertThat(peers.getFirst().close().map(WireFrame::closeCode)).contains(1012);
    assertThat(roster.size()).isZero();
  }

  @Test
  void closesWhoComesWhileItDrains() {
    MemoryPeer before = connect(1).getFirst();
    CompletableFuture<@Nullable Void> done = roster.drain(RESTART, Duration.ofSeconds(5));
    MemoryPeer late = connect(1).getFirst();

    assertThat(before.close()).isPresent();
    assertThat(late.close().map(WireFrame::closeCode)).contains(1012);
    assertThat(done).isDone();
  }

  @Test
  void isDrainedAtOnceWhereNobodyIs() {
    assertThat(roster.drain(RESTART, Duration.ofSeconds(5))).isDone();
  }

  private final class Member implements SocketHandler {
    private @Nullable Socket socket;

    @Override
    public void onMessage(boolean text, ByteBuffer payload) {}

    @Override
    public void onClosed() {
      if (socket != null) {
        roster.remove(socket);
      }
    }
  }
}
