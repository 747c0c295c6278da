package io.weir.testing.socket;

import io.weir.engine.frame.Framing;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Opener;
import io.weir.engine.socket.Opening;
import io.weir.engine.socket.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a {@link SocketContract}: the socket under test, what its handler heard, and
 * its peer. Thread: the test's; the handler's part the loop's.
 */
final class ContractConnection extends RecordingHandler {
  private final SocketHarness harness;
  private final Peer peer;
  private final FrameParser parser;
  private final List<WireFrame> frames = new ArrayList<>();
  private int parsedBytes;

  private volatile @Nullable Opener opener;
  private volatile @Nullable Socket socket;
  private volatile boolean opened;
  private volatile boolean inCall;
  private volatile @Nullable String violation;
  private volatile int pauseAt;

  ContractConnection(SocketHarness harness) {
    this.harness = harness;
    this.parser = harness.parser();
    this.peer = harness.connect(this::accept);
    harness.await("the handshake is complete", () -> socket != null);
  }

  private void accept(Loop loop, Opening opening) {
    Opener before = opening.opener();
    Socket open = opening.open(this);
    opener = opening.opener();
    if (!before.equals(opener)) {
      violation = "the opener was " + before + " and is " + opener;
    }
    socket = open;
    opened = true;
  }

  Peer peer() {
    return peer;
  }

  Socket socket() {
    return Objects.requireNonNull(socket, "the peer has gone");
  }

  /** Whose handshake it was. */
  Opener opener() {
    return Objects.requireNonNull(opener);
  }

  /** What was wrong beside the expectations of a test, such as a call at a wrong moment. */
  @Nullable String violation() {
    return violation;
  }

  @Override
  public void onMessage(boolean text, ByteBuffer payload) {
    check("onMessage");
    super.onMessage(text, payload);
    if (messages().size() == pauseAt) {
      socket().pause();
    }
  }

  @Override
  public void onDrained() {
    check("onDrained");
    super.onDrained();
  }

  @Override
  public void onPong(long number) {
    check("onPong");
    super.onPong(number);
  }

  @Override
  public void onCloseFrame(CloseReason reason) {
    check("onCloseFrame");
    super.onCloseFrame(reason);
  }

  @Override
  public void onClosed() {
    check("onClosed");
    super.onClosed();
  }

  /** Pauses the socket from within a message: when so many have come. */
  void pauseAt(int count) {
    pauseAt = count;
  }

  private void check(String call) {
    if (!opened) {
      violation = call + " before open had returned";
    } else if (inCall) {
      violation = call + " from within a call of the socket";
    } else if (!socket().loop().inLoop()) {
      violation = call + " outside the loop";
    }
  }

  /** Does something with the socket, on its loop. */
  void on(Consumer<Socket> action) {
    harness.run(
        socket().loop(),
        () -> {
          inCall = true;
          try {
            action.accept(socket());
          } finally {
            inCall = false;
          }
        });
  }

  /** Writes texts, each a frame, all in one buffer, and flushes once. */
  void write(String... texts) {
    on(socket -> send(socket, texts));
  }

  private void send(Socket target, String... texts) {
    List<FrameBuffer> buffers = new ArrayList<>();
    for (String text : texts) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      FrameBuffer buffer = Framing.text(harness.memory(), harness.wire(), utf8);
      target.write(buffer, 0, buffer.bytes().capacity());
      buffers.add(buffer);
    }
    target.flush();
    buffers.forEach(FrameBuffer::release);
  }

  void close(int code, String reason) {
    on(socket -> socket.close(new CloseReason(code, reason)));
  }

  void closeAhead(int code, String reason) {
    on(socket -> socket.closeAhead(new CloseReason(code, reason)));
  }

  long unsentBytes() {
    long[] unsent = new long[1];
    on(socket -> unsent[0] = socket.unsentBytes());
    return unsent[0];
  }

  /** All frames that the peer has read so far. */
  List<WireFrame> frames() {
    byte[] received = peer.received();
    byte[] fresh = new byte[received.length - parsedBytes];
    System.arraycopy(received, parsedBytes, fresh, 0, fresh.length);
    parsedBytes = received.length;
    frames.addAll(parser.feed(fresh));
    return frames;
  }

  /** Whether the peer has read a frame with this opcode. */
  boolean hasFrame(int opcode) {
    return frames().stream().anyMatch(frame -> frame.opcode() == opcode);
  }

  List<WireFrame> awaitFrames(int count) {
    harness.await(count + " frames", () -> frames().size() >= count);
    return frames();
  }

  void awaitClosed() {
    harness.await("onClosed", () -> closed() > 0);
  }
}
