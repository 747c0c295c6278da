package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.socket.FrameBuffer;
import io.weir.testing.socket.WireFrame;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client gets that read too slowly: whole frames, and then at once the reason. */
class SlowCloseIT {
  private static final int BATCH_BYTES = 200_000;

  /** Of a close frame, and of two entries in Netty's queue. */
  private static final int OVERHEAD_BYTES = 500;

  private static final Refusal SLOW = new Refusal(ErrorCode.SLOW, "slow");

  private final NettyFrameMemory memory = new NettyFrameMemory();
  private final Session session = new Session();
  private int written;

  static Stream<Arguments> cases() {
    return Stream.of(Transport.values())
        .flatMap(
            transport ->
                Stream.of(20, 125, 126, 3_001, 65_536, 190_000)
                    .flatMap(
                        bytes ->
                            Stream.of(false, true)
                                .map(moves -> Arguments.of(transport, bytes, moves))));
  }

  /**
   * @param frameBytes of each frame's payload
   * @param moves whether the peer reads a little before, so that the queue's first entry is cut
   */
  @ParameterizedTest
  @MethodSource("cases")
  void readsWholeFramesAndThenTheReason(Transport transport, int frameBytes, boolean moves) {
    TestServer configured = new TestServer(1).transport(transport);
    configured.dialect().put("/session", session);
    try (TestServer server = configured.start();
        RawPeer peer = RawPeer.connect(server.address(), 4_096).upgrade("/session")) {
      fill(frameBytes);
      int read = moves ? readUntilTheQueueMoves(peer) : 0;
      assertThat(closeSlow()).isLessThan(frameBytes + OVERHEAD_BYTES);

      WireFrame frame = peer.readFrame();
      for (; frame.opcode() != WireFrame.CLOSE; frame = peer.readFrame()) {
        assertThat(number(frame)).isEqualTo(read++);
      }
      assertThat(frame.closeCode()).isEqualTo(4250);
      assertThat(frame.closeReason()).isEqualTo("slow");
    }
  }

  private int readUntilTheQueueMoves(RawPeer peer) {
    int read = 0;
    for (long full = session.unsentBytes(); session.unsentBytes() == full; ) {
      assertThat(number(peer.readFrame())).isEqualTo(read++);
    }
    return read;
  }

  /** Returns what is unsent thereafter. */
  private long closeSlow() {
    return session.on(
        socket -> {
          socket.close(SLOW);
          return socket.unsentBytes();
        });
  }

  /** Writes until the kernel is full, and four batches more. */
  private void fill(int frameBytes) {
    do {
      writeBatch(frameBytes);
    } while (session.unsentBytes() < 4 * BATCH_BYTES);
  }

  /** Writes a batch of numbered frames with one call. */
  private void writeBatch(int frameBytes) {
    int perFrame = new WireFrame(0x82, false, new byte[frameBytes]).encode().length;
    int count = BATCH_BYTES / perFrame;
    FrameBuffer batch = memory.allocate(count * perFrame);
    for (int i = 0; i < count; i++) {
      byte[] payload = ByteBuffer.allocate(frameBytes).putInt(written++).array();
      batch.bytes().put(i * perFrame, new WireFrame(0x82, false, payload).encode());
    }
    session.on(
        socket -> {
          socket.write(batch, 0, count * perFrame);
          socket.flush();
          batch.release();
          return socket;
        });
  }

  private static int number(WireFrame frame) {
    return ByteBuffer.wrap(frame.payload()).getInt();
  }
}
