package io.weir.testing.socket;

import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.Wire;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The far end of a {@link MemorySocket} and the kernel between the two. It reads what comes at
 * once, unless it is paused: then the kernel fills. Thread: the test's, which steps the loop too.
 */
public final class MemoryPeer implements Peer {
  private final ManualLoop loop;
  private final int kernelBytes;
  private final boolean masks;
  private final MemoryOpening opening = new MemoryOpening(this);

  private final ByteArrayOutputStream kernel = new ByteArrayOutputStream();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final List<WireFrame> frames = new ArrayList<>();
  private boolean paused;
  private boolean gone;
  private boolean closedByOther;
  private boolean polite;
  private Wire wire = Wire.PLAIN;
  private FrameParser parser = FrameParser.of(Wire.PLAIN);
  private boolean closeSent;

  private MemoryPeer(ManualLoop loop, int kernelBytes, boolean masks) {
    this.loop = loop;
    this.kernelBytes = kernelBytes;
    this.masks = masks;
  }

  /** A peer whose handshake goes to the acceptor with the loop's next steps. */
  public static MemoryPeer connect(ManualLoop loop, Acceptor acceptor, int kernelBytes) {
    return meet(new MemoryPeer(loop, kernelBytes, true), acceptor);
  }

  /** A peer that was dialed and has agreed. */
  static MemoryPeer dialed(ManualLoop loop, Acceptor acceptor, int kernelBytes) {
    return meet(new MemoryPeer(loop, kernelBytes, false), acceptor);
  }

  private static MemoryPeer meet(MemoryPeer peer, Acceptor acceptor) {
    peer.loop.execute(() -> acceptor.accept(peer.loop, peer.opening));
    return peer;
  }

  @Override
  public boolean masks() {
    return masks;
  }

  /** From now on a close frame is answered (RFC 6455 section 5.5.1). */
  public MemoryPeer polite() {
    polite = true;
    return this;
  }

  /** Said in the handshake: takes compressed messages (RFC 7692). Before the loop's next step. */
  public MemoryPeer takingCompressed() {
    return on(Wire.DEFLATED);
  }

  /** Said in the handshake: how frames are to travel. Before the loop's next step. */
  public MemoryPeer on(Wire taken) {
    wire = taken;
    parser = FrameParser.of(taken);
    return this;
  }

  Wire wire() {
    return wire;
  }

  public MemoryOpening opening() {
    return opening;
  }

  ManualLoop loop() {
    return loop;
  }

  boolean gone() {
    return gone;
  }

  @Override
  public void send(byte[] bytes) {
    opening
        .socket()
        .filter(socket -> !gone)
        .ifPresent(socket -> loop.execute(() -> socket.onBytes(bytes)));
  }

  @Override
  public byte[] received() {
    return received.toByteArray();
  }

  /** The frames among what was received, inflated. */
  public List<WireFrame> frames() {
    return frames;
  }

  /** The close frame that was received, if one was. */
  public Optional<WireFrame> close() {
    return frames.stream().filter(frame -> frame.opcode() == WireFrame.CLOSE).findFirst();
  }

  @Override
  public boolean ended() {
    return closedByOther && kernel.size() == 0;
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
    read(Integer.MAX_VALUE);
  }

  /** Reads some of what the kernel holds, also while paused; then the kernel takes more. */
  public void read(int maxBytes) {
    take(maxBytes);
    opening.socket().ifPresent(socket -> loop.execute(socket::onWritable));
  }

  @Override
  public void endOutput() {
    opening.socket().ifPresent(socket -> loop.execute(socket::onInputEnded));
  }

  @Override
  public void disconnect() {
    if (!gone) {
      gone = true;
      opening.socket().ifPresent(socket -> loop.execute(socket::onDisconnected));
    }
  }

  /** How much the kernel takes now. The kernel of a peer that is gone swallows everything. */
  int roomBytes() {
    return gone ? Integer.MAX_VALUE : kernelBytes - kernel.size();
  }

  void onKernel(byte[] bytes) {
    if (!gone) {
      kernel.writeBytes(bytes);
      if (!paused) {
        take(Integer.MAX_VALUE);
      }
    }
  }

  void onEnded() {
    closedByOther = true;
  }

  private void take(int maxBytes) {
    byte[] waiting = kernel.toByteArray();
    int count = Math.min(maxBytes, waiting.length);
    kernel.reset();
    kernel.write(waiting, count, waiting.length - count);
    byte[] taken = Arrays.copyOf(waiting, count);
    received.writeBytes(taken);
    parser.feed(taken).forEach(this::onFrame);
  }

  private void onFrame(WireFrame frame) {
    if (close().isPresent()) {
      throw new IllegalStateException("a frame came behind the close frame");
    }
    frames.add(frame.inflated());
    if (polite && wire.isWebSocket() && frame.opcode() == WireFrame.CLOSE && !closeSent) {
      closeSent = true;
      send(WireFrame.clientClose(frame.closeCode(), ""));
    }
  }
}
