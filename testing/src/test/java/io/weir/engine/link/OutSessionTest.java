package io.weir.engine.link;

import static io.weir.engine.link.OutNode.closeCode;
import static io.weir.engine.link.OutNode.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.metric.Metric;
import io.weir.testing.socket.MemoryPeer;
import io.weir.testing.socket.WireFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutSessionTest {
  private final OutNode node = OutNode.withTrucks(1, OutSettings.DEFAULT, 1);

  @AfterEach
  void buffersAreGivenBack() {
    node.settle();
    node.memory.assertNoLeaks();
    assertThat(node.hop(0).bytes()).isZero();
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
}
