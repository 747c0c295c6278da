package io.weir.engine.link.push;

import io.weir.engine.error.Refusal;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Opener;
import io.weir.engine.socket.Opening;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;
import io.weir.engine.socket.Wire;
import io.weir.testing.socket.ManualLoop;
import io.weir.testing.socket.MemoryOpening;
import io.weir.testing.socket.WireFrame;
import io.weir.testing.socket.WireParser;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a peer that is stepped by hand: the socket at our end, a kernel, and what the
 * peer does. It reads when told to, and its pongs and replies arrive when told to. Thread: the
 * simulation's.
 */
final class SimulatedPeer implements Socket, Opening {
  private static final int FULL_BYTES = 2_000;

  private final ManualLoop loop;
  private final BiConsumer<SimulatedPeer, WireFrame> onFrame;
  private final Deque<Piece> unsent = new ArrayDeque<>();
  private final WireParser parser = new WireParser(false);

  /** Behind how many received frames each ping came, by its number; oldest first. */
  private final Deque<Piece> pongs = new ArrayDeque<>();

  private final List<String> received = new ArrayList<>();
  private @Nullable SocketHandler handler;
  private @Nullable CloseReason closing;
  private ByteArrayOutputStream unflushed = new ByteArrayOutputStream();
  private boolean full;
  private boolean ended;
  private long flushes;

  /** Bytes, or a ping of this number. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Piece(byte[] bytes, long ping, int framesBefore) {}

  /**
   * @param onFrame told of each frame when the peer reads it
   */
  SimulatedPeer(ManualLoop loop, BiConsumer<SimulatedPeer, WireFrame> onFrame) {
    this.loop = loop;
    this.onFrame = onFrame;
  }

  // What the peer does

  /** Reads this many flushed pieces. */
  void read(int pieces) {
    for (int i = 0; i < pieces && !unsent.isEmpty() && !ended; i++) {
      Piece piece = unsent.remove();
      if (piece.bytes().length == 0) {
        pongs.add(new Piece(piece.bytes(), piece.ping(), received.size()));
      }
      for (WireFrame frame : parser.feed(piece.bytes())) {
        received.add(new String(frame.payload(), StandardCharsets.UTF_8));
        onFrame.accept(this, frame);
      }
    }
    if (full && unsentBytes() < FULL_BYTES / 2 && closing == null) {
      full = false;
      loop.execute(() -> ifOpen(() -> handler().onDrained()));
    }
  }

  void readAll() {
    read(Integer.MAX_VALUE);
  }

  /** The oldest pong that waits arrives. How many frames it confirms, -1 if there is none. */
  int pong() {
    Piece pong = pongs.poll();
    if (pong == null || ended) {
      return -1;
    }
    loop.execute(() -> ifOpen(() -> handler().onPong(pong.ping())));
    return pong.framesBefore();
  }

  /** All pongs but the last one are lost. */
  void forgetPongs() {
    while (pongs.size() > 1) {
      pongs.remove();
    }
  }

  void reply(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    loop.execute(() -> ifOpen(() -> handler().onMessage(true, ByteBuffer.wrap(bytes))));
  }

  /** The connection is gone, with all that was under way. */
  void end() {
    if (!ended) {
      ended = true;
      unsent.clear();
      loop.execute(() -> handler().onClosed());
    }
  }

  private void ifOpen(Runnable action) {
    if (!ended && closing == null) {
      action.run();
    }
  }

  List<String> received() {
    return received;
  }

  boolean isEnded() {
    return ended;
  }

  @Nullable CloseReason closing() {
    return closing;
  }

  long flushes() {
    return flushes;
  }

  // Our end

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public void write(FrameBuffer frames, int from, int to) {
    check();
    byte[] bytes = new byte[to - from];
    frames.bytes().get(from, bytes);
    if (closing == null && !ended) {
      unflushed.writeBytes(bytes);
    }
  }

  @Override
  public void ping(long number) {
    check();
    if (closing == null && !ended) {
      transfer();
      unsent.add(new Piece(new byte[0], number, 0));
    }
  }

  private void transfer() {
    if (unflushed.size() > 0) {
      unsent.add(new Piece(unflushed.toByteArray(), 0, 0));
      unflushed = new ByteArrayOutputStream();
    }
  }

  @Override
  public void flush() {
    check();
    flushes++;
    transfer();
    full |= unsentBytes() > FULL_BYTES;
  }

  @Override
  public long unsentBytes() {
    return unflushed.size() + unsent.stream().mapToLong(piece -> piece.bytes().length).sum();
  }

  @Override
  public boolean isFull() {
    return full;
  }

  @Override
  public boolean isOpen() {
    return closing == null && !ended;
  }

  @Override
  public void pause() {
    throw new UnsupportedOperationException("a push reads on");
  }

  @Override
  public void resume() {
    throw new UnsupportedOperationException("a push reads on");
  }

  @Override
  public void ping() {}

  @Override
  public long lastAliveNanos() {
    return loop.nowNanos();
  }

  @Override
  public void close(CloseReason reason) {
    check();
    closing = closing == null ? reason : closing;
  }

  @Override
  public void cut() {
    loop.execute(this::end);
  }

  @Override
  public void closeAhead(CloseReason reason) {
    close(reason);
    unsent.clear();
  }

  private void check() {
    if (!loop.inLoop()) {
      throw new IllegalStateException("a socket was used outside its loop");
    }
  }

  @Override
  public SocketHandler handler() {
    if (handler == null) {
      throw new IllegalStateException("not open");
    }
    return handler;
  }

  @Override
  public Wire wire() {
    return Wire.PLAIN;
  }

  @Override
  public Socket open(SocketHandler opened) {
    handler = opened;
    return this;
  }

  @Override
  public Opener opener() {
    return MemoryOpening.CLIENT;
  }

  @Override
  public void refuse(Refusal refusal) {
    ended = true;
  }
}
