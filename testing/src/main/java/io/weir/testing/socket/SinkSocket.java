package io.weir.testing.socket;

import io.weir.engine.error.Refusal;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Opener;
import io.weir.engine.socket.Opening;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;
import io.weir.engine.socket.Wire;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A socket, with its own handshake, that takes everything and keeps only sums: writing to it
 * allocates nothing. Thread: its loop.
 */
public final class SinkSocket implements Socket, Opening {
  private final Loop loop;
  private @Nullable SocketHandler handler;
  private long bytes;
  private long writes;
  private long flushes;
  private @Nullable CloseReason closed;

  public SinkSocket(Loop loop) {
    this.loop = loop;
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
  public SocketHandler handler() {
    if (handler == null) {
      throw new IllegalStateException("not open");
    }
    return handler;
  }

  @Override
  public Opener opener() {
    return MemoryOpening.CLIENT;
  }

  @Override
  public void refuse(Refusal refusal) {
    closed = CloseReason.of(refusal);
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public void write(FrameBuffer frames, int from, int to) {
    bytes += to - from;
    writes++;
  }

  @Override
  public void flush() {
    flushes++;
  }

  @Override
  public long unsentBytes() {
    return 0;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isFull() {
    return false;
  }

  @Override
  public void ping() {}

  @Override
  public void ping(long number) {}

  @Override
  public void pause() {}

  @Override
  public void resume() {}

  @Override
  public long lastAliveNanos() {
    return loop.nowNanos();
  }

  @Override
  public void closeAhead(CloseReason reason) {
    close(reason);
  }

  @Override
  public void cut() {
    close(CloseReason.NORMAL);
  }

  @Override
  public void close(CloseReason reason) {
    closed = reason;
  }

  public long bytes() {
    return bytes;
  }

  public long writes() {
    return writes;
  }

  public long flushes() {
    return flushes;
  }

  /** How it was closed or refused, if it was. */
  public Optional<CloseReason> closed() {
    return Optional.ofNullable(closed);
  }
}
