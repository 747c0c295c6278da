package io.weir.engine.dial;

import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;

/**
 * A link's socket as its session has it; it knows whether the session reads, since silence that is
 * ours is no failure of the peer. Thread: the loop.
 */
final class DialedSocket implements Socket {
  private final Socket socket;
  private boolean paused;

  DialedSocket(Socket socket) {
    this.socket = socket;
  }

  boolean isPaused() {
    return paused;
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public void pause() {
    paused = true;
    socket.pause();
  }

  @Override
  public void resume() {
    paused = false;
    socket.resume();
  }

  @Override
  public Loop loop() {
    return socket.loop();
  }

  @Override
  public void write(FrameBuffer frames, int from, int to) {
    socket.write(frames, from, to);
  }

  @Override
  public void flush() {
    socket.flush();
  }

  @Override
  public long unsentBytes() {
    return socket.unsentBytes();
  }

  @Override
  public long unsentShareBytes() {
    return socket.unsentShareBytes();
  }

  @Override
  public boolean isFull() {
    return socket.isFull();
  }

  @Override
  public void ping() {
    socket.ping();
  }

  @Override
  public void ping(long number) {
    socket.ping(number);
  }

  @Override
  public long lastAliveNanos() {
    return socket.lastAliveNanos();
  }

  @Override
  public void close(CloseReason reason) {
    socket.close(reason);
  }

  @Override
  public void closeAhead(CloseReason reason) {
    socket.closeAhead(reason);
  }

  @Override
  public void cut() {
    socket.cut();
  }

  @Override
  public SocketHandler handler() {
    return socket.handler();
  }
}
