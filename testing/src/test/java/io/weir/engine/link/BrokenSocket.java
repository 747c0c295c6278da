package io.weir.engine.link;

import io.weir.engine.error.Refusal;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Opener;
import io.weir.engine.socket.Opening;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;
import io.weir.engine.socket.Wire;
import io.weir.testing.socket.MemoryOpening;
import org.jspecify.annotations.Nullable;

/**
 * A socket, with its own handshake, whose writes fail. Once closed, it ends with the next task.
 * Thread: its loop.
 */
final class BrokenSocket implements Socket, Opening {
  private final Loop loop;
  private @Nullable SocketHandler handler;

  BrokenSocket(Loop loop) {
    this.loop = loop;
  }

  @Override
  public Wire wire() {
    return Wire.PLAIN;
  }

  @Override
  public Socket open(SocketHandler to) {
    handler = to;
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
  public Loop loop() {
    return loop;
  }

  @Override
  public Opener opener() {
    return MemoryOpening.CLIENT;
  }

  @Override
  public void refuse(Refusal refusal) {}

  @Override
  public void write(FrameBuffer frames, int from, int to) {
    throw new IllegalStateException("broken");
  }

  @Override
  public void flush() {}

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
    return 0;
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
    if (handler != null) {
      loop.execute(handler::onClosed);
    }
  }
}
