package io.weir.engine.link;

import static io.weir.engine.link.OutNode.closeCode;
import static io.weir.engine.link.OutNode.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.FrameKind;
import io.weir.testing.socket.MemoryPeer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FeedTest {
  private final OutNode node = new OutNode(2, OutNode.SMALL);

  @AfterEach
  void buffersAreGivenBack() {
    node.assertNothingHeld();
  }

  @Test
  void opensASessionOnceItsPositionIsKnown() {
    node.log.createTopic("trucks", 1);
    node.produce("k", "before");
    MemoryPeer peer = node.connect(0, FrameKind.VALUE);
    node.loop(0).run();
    assertThat(peer.opening().answered()).isFalse();
    node.stepTail();
    assertThat(peer.opening().answered()).isFalse();
    node.loop(0).run();
    assertThat(peer.opening().socket()).isPresent();
    node.produce("k", "after");
    node.settle();

    assertThat(texts(peer)).containsExactly("after");
  }

  @Test
  void readsAStreamOnceForAllSessionsOfAllLoops() {
    node.log.createTopic("trucks", 1);
    MemoryPeer one = node.open(0);
    MemoryPeer other = node.open(1);
    assertThat(node.tail().openStreams()).isEqualTo(1);
    node.produce("k", "a");
    node.settle();

    assertThat(texts(one)).containsExactly("a");
    assertThat(texts(other)).containsExactly("a");
  }

  @Test
  void refusesEveryoneWhoWaitsWhereThereIsNoTopic() {
    MemoryPeer one = node.connect(0, FrameKind.VALUE);
    MemoryPeer other = node.connect(1, FrameKind.VALUE);
    node.settle();
    assertThat(one.opening().refusal()).map(Refusal::code).contains(ErrorCode.TOPIC_NOT_FOUND);
    assertThat(other.opening().refusal()).isPresent();

    node.log.createTopic("trucks", 1);
    MemoryPeer late = node.open(0);
    node.produce("k", "a");
    node.settle();
    assertThat(texts(late)).containsExactly("a");
  }

  @Test
  void refusesWhileTheLogIsAwayAndRecovers() {
    node.log.createTopic("trucks", 1);
    node.log.setAway(true);
    MemoryPeer peer = node.connect(0, FrameKind.VALUE);
    node.settle();
    assertThat(peer.opening().refusal()).map(Refusal::code).contains(ErrorCode.KAFKA_UNAVAILABLE);

    node.log.setAway(false);
    node.open(0);
  }

  @Test
  void losesNothingWhileTheLogIsAway() {
    node.log.createTopic("trucks", 1);
    MemoryPeer peer = node.open(0);
    node.log.setAway(true);
    node.produce("k", "a");
    node.advance(Duration.ofMinutes(5));
    assertThat(texts(peer)).isEmpty();
    node.log.setAway(false);
    node.settle();

    assertThat(texts(peer)).containsExactly("a");
  }

  @Test
  void readsOnForTheLingerAfterTheLastSessionHasLeft() {
    node.log.createTopic("trucks", 1);
    MemoryPeer peer = node.open(0);
    peer.disconnect();
    node.settle();
    node.advance(Duration.ofSeconds(29));
    assertThat(node.tail().openStreams()).isEqualTo(1);
    node.advance(Duration.ofSeconds(2));
    assertThat(node.tail().openStreams()).isZero();

    MemoryPeer next = node.open(0);
    node.produce("k", "a");
    node.settle();
    assertThat(texts(next)).containsExactly("a");
  }

  @Test
  void lingersAnewAfterEverySession() {
    node.log.createTopic("trucks", 1);
    node.open(0).disconnect();
    node.settle();
    node.advance(Duration.ofSeconds(20));
    node.open(1).disconnect();
    node.settle();
    node.advance(Duration.ofSeconds(29));
    assertThat(node.tail().openStreams()).isEqualTo(1);
    node.advance(Duration.ofSeconds(2));
    assertThat(node.tail().openStreams()).isZero();
  }

  @Test
  void restsAlsoWhenThePeerLeftBeforeItWasOpen() {
    node.log.createTopic("trucks", 1);
    MemoryPeer peer = node.connect(0, FrameKind.VALUE);
    peer.disconnect();
    node.settle();
    assertThat(peer.opening().answered()).isTrue();
    node.advance(Duration.ofSeconds(31));

    assertThat(node.tail().openStreams()).isZero();
  }

  @Test
  void endsItsSessionsWhenTheTopicIsAnotherOne() {
    node.log.createTopic("trucks", 1);
    MemoryPeer old = node.open(0);
    node.log.deleteTopic("trucks");
    node.log.createTopic("trucks", 1);
    MemoryPeer joinedBeforeTheLossWasNoticed = node.connect(1, FrameKind.VALUE);
    node.loop(1).run();
    node.settle();
    assertThat(closeCode(old)).isEqualTo(4502);
    assertThat(closeCode(joinedBeforeTheLossWasNoticed)).isEqualTo(4502);

    MemoryPeer next = node.open(0);
    node.produce("k", "new");
    node.settle();
    assertThat(texts(next)).containsExactly("new");
    assertThat(texts(old)).isEmpty();
  }

  @Test
  void endsItsSessionsAndGivesBuffersBackWhenItCannotEncode() {
    node.log.createTopic("trucks", 1);
    MemoryPeer values = node.open(0);
    MemoryPeer records = node.open(1, FrameKind.RECORD);
    node.memory.failAbove(100);
    node.produce("k", "x".repeat(90)); // fits as a value, not as a record
    node.settle();
    assertThat(closeCode(values)).isEqualTo(1011);
    assertThat(closeCode(records)).isEqualTo(1011);
    assertThat(node.tail().openStreams()).isZero();

    MemoryPeer next = node.open(0);
    node.produce("k", "a");
    node.settle();
    assertThat(texts(next)).containsExactly("a");
  }
}
