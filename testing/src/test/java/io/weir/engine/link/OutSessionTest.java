package io.weir.engine.link;

import static io.weir.engine.link.OutNode.closeCode;
import static io.weir.engine.link.OutNode.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.Refusal;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.socket.Opener;
import io.weir.engine.socket.Opening;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;
import io.weir.engine.socket.Wire;
import io.weir.testing.socket.MemoryOpening;
import io.weir.testing.socket.MemoryPeer;
import io.weir.testing.socket.WireFrame;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class OutSessionTest {
  private static final Subscription EVERYTHING =
      new Subscription(OutNode.TRUCKS, KeyFilter.ALL, FrameKind.VALUE, Labels.NONE);

  private final OutNode node = OutNode.withTrucks(1, OutSettings.DEFAULT, 1);

  @AfterEach
  void buffersAreGivenBack() {
    node.assertNothingHeld();
  }

  @ParameterizedTest
  @CsvSource({"VALUE, '\u001e{'", "RECORD, '{'"})
  void saysOnceThatItOnlySendsAndCountsEveryMessage(FrameKind kind, String begin) {
    MemoryPeer peer = node.open(0, kind);
    for (int i = 0; i < 3; i++) {
      peer.send(WireFrame.clientText("hello?"));
      node.settle();
    }

    assertThat(texts(peer))
        .containsExactly(
            begin
                + "\"error\":{\"code\":\"not_writable\",\"message\":"
                + "\"this session only sends; messages to it are dropped, which is said once\"}}");
    assertThat(node.count(Metric.MESSAGES_REFUSED)).isEqualTo(3);
    assertThat(closeCode(peer)).isZero();
  }

  @Test
  void tellsNothingToAPeerThatCouldNotTellItFromARecord() {
    MemoryPeer peer = node.open(0, FrameKind.JSON);
    peer.send(WireFrame.clientText("hello?"));
    node.settle();

    assertThat(texts(peer)).isEmpty();
    assertThat(node.count(Metric.MESSAGES_REFUSED)).isEqualTo(1);
  }

  @Test
  void goesOnDeliveringToAPeerThatTalks() {
    MemoryPeer talker = node.open(0);
    MemoryPeer listener = node.open(0);
    node.produce("k", "a");
    node.settle();
    talker.send(WireFrame.client(WireFrame.BINARY, new byte[1]));
    node.settle();
    node.produce("k", "b");
    node.settle();

    assertThat(texts(talker)).hasSize(3).startsWith("a").endsWith("b");
    assertThat(texts(listener)).containsExactly("a", "b");
    assertThat(node.count(Metric.DELIVERIES)).isEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource
  void forgetsASessionWhoseHandshakeFails(Throwable failure) {
    node.outs.subscribe(EVERYTHING).accept(node.loop(0), new FailingOpening(failure));
    node.settle();
    assertThat(node.count(Metric.SESSIONS)).isZero();
    assertThat(node.tail().openStreams()).isEqualTo(1);
    MemoryPeer next = node.open(0);
    node.produce("k", "a");
    node.settle();
    assertThat(texts(next)).containsExactly("a");
    next.disconnect();
    node.settle();
    node.advance(OutSettings.DEFAULT.linger().plusSeconds(1));

    assertThat(node.count(Metric.SESSIONS)).isZero();
    assertThat(node.tail().openStreams()).as("streams that are read for nobody").isZero();
  }

  static Stream<Throwable> forgetsASessionWhoseHandshakeFails() {
    return Stream.of(new IllegalStateException("a bug"), new OutOfMemoryError("a test's"));
  }

  /** A handshake that cannot be completed. */
  private record FailingOpening(Throwable failure) implements Opening {
    @Override
    public Wire wire() {
      return Wire.PLAIN;
    }

    @Override
    public Socket open(SocketHandler handler) {
      switch (failure) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new AssertionError(failure);
      }
    }

    @Override
    public Opener opener() {
      return MemoryOpening.CLIENT;
    }

    @Override
    public void refuse(Refusal refusal) {
      throw new AssertionError("answered twice: " + refusal);
    }
  }
}
