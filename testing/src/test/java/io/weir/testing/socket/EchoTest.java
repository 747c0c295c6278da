package io.weir.testing.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EchoTest {
  private final ManualLoop loop = new ManualLoop();
  private final HeapFrameMemory memory = new HeapFrameMemory();
  private final List<String> ends = new ArrayList<>();
  private final MemoryPeer peer =
      MemoryPeer.connect(loop, new Echo(memory, () -> ends.add("end")), 1_000);

  @AfterEach
  void buffersAreGivenBack() {
    peer.disconnect();
    loop.run();
    memory.assertNoLeaks();
    assertThat(ends).containsExactly("end");
  }

  @Test
  void sendsMessagesBackAsTheyCame() {
    loop.run();
    peer.send(WireFrame.clientText("grüße"));
    peer.send(WireFrame.clientText("in ").notFinal());
    peer.send(WireFrame.client(0, new byte[] {'t', 'w', 'o'}));
    peer.send(WireFrame.client(WireFrame.BINARY, new byte[100_000]));
    loop.run();

    assertThat(peer.frames())
        .extracting(WireFrame::opcode)
        .containsExactly(WireFrame.TEXT, WireFrame.TEXT, WireFrame.BINARY);
    assertThat(peer.frames().get(0).text()).isEqualTo("grüße");
    assertThat(peer.frames().get(1).text()).isEqualTo("in two");
    assertThat(peer.frames().get(2).payload()).isEqualTo(new byte[100_000]);
  }

  @Test
  void keepsWhatThePeerDoesNotRead() {
    loop.run();
    peer.pause();
    peer.send(WireFrame.client(WireFrame.BINARY, new byte[5_000]));
    loop.run();
    assertThat(peer.opening().socket().orElseThrow().unsentBytes()).isEqualTo(4_004);
    for (int i = 0; i < 10; i++) {
      peer.read(1_000);
      loop.run();
    }
    assertThat(peer.frames().getFirst().payload()).hasSize(5_000);
  }
}
