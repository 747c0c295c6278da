package io.weir.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Cursor;
import io.weir.testing.socket.HeapFrameMemory;
import io.weir.testing.socket.ManualLoop;
import io.weir.testing.socket.MemoryPeer;
import io.weir.testing.socket.MemorySocket;
import io.weir.testing.socket.WireFrame;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client is answered on a socket that many sessions share, and what if it does not read. */
final class SharedSocketTest {
  private static final int KERNEL_BYTES = 500;
  private static final int LIMIT_BYTES = 1_000;
  private static final int ANSWER_BYTES = 100;

  private final HeapFrameMemory memory = new HeapFrameMemory();
  private final ManualLoop loop = new ManualLoop();
  private final MemoryPeer peer =
      MemoryPeer.connect(
              loop,
              (_, opening) -> SharedSocket.open(opening, memory, LIMIT_BYTES, Answerer::new),
              KERNEL_BYTES)
          .polite();

  @AfterEach
  void buffersAreGivenBack() {
    peer.disconnect();
    loop.run();
    memory.assertNoLeaks();
  }

  /** Answers every message. */
  private record Answerer(SharedSocket socket) implements SharedSocket.Owner {
    @Override
    public void onOpen() {}

    @Override
    public void onMessage(boolean text, ByteBuffer payload) {
      socket.tell("x".repeat(ANSWER_BYTES));
    }

    @Override
    public void onDrained() {}

    @Override
    public void onClosed() {}

    @Override
    public void onBegun(SharedSocket.Part part, Cursor begin) {}

    @Override
    public void onRefused(SharedSocket.Part part, Refusal refusal) {}

    @Override
    public void onEnded(SharedSocket.Part part, Refusal refusal) {}
  }

  private void ask(int times) {
    for (int i = 0; i < times; i++) {
      peer.send(WireFrame.clientText("?").encode());
    }
    loop.run();
  }

  private long unsentBytes() {
    return peer.opening().socket().map(MemorySocket::unsentBytes).orElse(0L);
  }

  @Test
  void closesAPeerThatAsksAndReadsNoAnswers() {
    loop.run();
    peer.pause();
    long most = 0;
    for (int i = 0; i < 100; i++) {
      ask(1);
      most = Math.max(most, unsentBytes());
    }
    peer.resume();
    loop.run();

    assertThat(most).isBetween(2L * LIMIT_BYTES, 2L * LIMIT_BYTES + 3 * ANSWER_BYTES);
    assertThat(OutNode.closeCode(peer)).isEqualTo(4250);
  }

  @Test
  void answersAPeerThatReadsHoweverMuchItAsks() {
    loop.run();
    ask(1_000);

    assertThat(OutNode.texts(peer)).hasSize(1_000);
    assertThat(peer.close()).isEmpty();
  }
}
