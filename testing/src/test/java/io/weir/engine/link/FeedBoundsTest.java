package io.weir.engine.link;

import static io.weir.engine.link.OutNode.closeCode;
import static io.weir.engine.link.OutNode.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.metric.Metric;
import io.weir.testing.socket.MemoryPeer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens when a loop stands still: the hop fills, the tail holds, the loop is left out. */
final class FeedBoundsTest {
  private static final int STALLED = 0;
  private static final int RECORDS = 200;
  private static final List<String> ALL =
      IntStream.range(0, RECORDS).mapToObj(FeedBoundsTest::value).toList();

  private final OutNode node = OutNode.withTrucks(2, OutNode.SMALL, 1);
  private final MemoryPeer onStalled = node.open(STALLED);
  private final MemoryPeer onMoving = node.open(1);

  @AfterEach
  void buffersAreGivenBack() {
    node.assertNothingHeld();
  }

  private static String value(int index) {
    return String.format("%0100d", index);
  }

  /** More than the hop takes, in one read. */
  private void produceAll() {
    ALL.forEach(value -> node.produce("k", value));
    node.settleWithout(STALLED);
  }

  @Test
  void holdsTheTailWhileALoopIsFullAndDeliversEverythingOnceItMoves() {
    produceAll();
    assertThat(node.tail().isHeld()).isTrue();
    assertThat(node.count(Metric.HOP_FULL)).isEqualTo(1);
    assertThat(texts(onMoving)).hasSizeLessThan(RECORDS);

    node.settle();
    assertThat(texts(onStalled)).isEqualTo(ALL);
    assertThat(texts(onMoving)).isEqualTo(ALL);
    assertThat(node.tail().isHeld()).isFalse();
  }

  @Test
  void boundsTheHopEvenWithinOneRead() {
    produceAll();
    assertThat(node.hop(STALLED).bytes())
        .isBetween(OutNode.SMALL.hopBytes(), OutNode.SMALL.hopBytes() + node.memory.largestBytes());
  }

  @Test
  void leavesAStalledLoopOutAfterThePatience() {
    produceAll();
    node.advance(Duration.ofSeconds(2), STALLED);
    assertThat(texts(onMoving)).isEqualTo(ALL);
    assertThat(node.tail().isHeld()).isFalse();
    node.produce("k", "more");
    node.settleWithout(STALLED);
    assertThat(texts(onMoving)).endsWith("more");

    node.advance(Duration.ofSeconds(20));
    assertThat(texts(onStalled)).startsWith(ALL.toArray(String[]::new)).endsWith("more");
    assertThat(texts(onStalled)).hasSize(ALL.size() + 1);
    assertThat(closeCode(onStalled)).isZero();
    assertThat(closeCode(onMoving)).isZero();
  }

  @Test
  void bringsASessionOnThatComesWhileItsLoopIsLeftOut() {
    produceAll();
    MemoryPeer late = node.connect(STALLED, FrameKind.VALUE);
    // The loop comes as far as the handshake, hands it to the tail, and stands still again.
    int behind = node.loop(STALLED).pending();
    node.advance(Duration.ofSeconds(2), STALLED);
    IntStream.range(0, behind).forEach(i -> node.loop(STALLED).step());
    assertThat(closeCode(onStalled)).isZero();
    node.stepTail();
    node.settle();
    node.produce("k", "more");
    node.advance(Duration.ofSeconds(20));

    assertThat(texts(late)).containsExactly("more");
    assertThat(texts(onStalled)).hasSize(ALL.size() + 1).endsWith("more");
  }

  @Test
  void takesNewSessionsOnceTheLoopMoves() {
    produceAll();
    node.advance(Duration.ofSeconds(2), STALLED);
    node.settle();
    MemoryPeer next = node.open(STALLED);
    node.produce("k", "more");
    node.settle();

    assertThat(texts(next)).containsExactly("more");
  }

  @Test
  void aLoopThatMovesSlowlyIsNotLeftOut() {
    produceAll();
    for (int i = 0; i < 20; i++) {
      node.loop(STALLED).step();
      node.advance(Duration.ofSeconds(1), STALLED);
    }
    node.settle();
    assertThat(closeCode(onStalled)).isZero();
    assertThat(texts(onStalled)).isEqualTo(ALL);
  }
}
