package io.weir.netty;

import io.weir.testing.socket.Peer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A peer of the contract on a real connection, read by a thread of its own. Any thread. */
final class SocketPeer implements Peer, AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 16;

  private final RawPeer raw;
  private final boolean masks;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private volatile boolean ended;
  private boolean paused;

  /**
   * @param raw open, with its handshake done
   */
  SocketPeer(RawPeer raw) {
    this(raw, true);
  }

  /**
   * @param masks whether it is the client's end
   */
  SocketPeer(RawPeer raw, boolean masks) {
    this.raw = raw;
    this.masks = masks;
    Thread.ofVirtual().name("peer").start(this::read);
  }

  private void read() {
    byte[] chunk = new byte[CHUNK_BYTES];
    try {
      InputStream input = raw.input();
      for (int length = 0; length >= 0; length = input.read(chunk)) {
        keep(chunk, length);
        awaitReading();
      }
    } catch (IOException | UncheckedIOException e) {
      // Reset: an end like any other.
    } finally {
      ended = true;
    }
  }

  private synchronized void keep(byte[] chunk, int length) {
    received.write(chunk, 0, length);
  }

  private synchronized void awaitReading() {
    while (paused) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public boolean masks() {
    return masks;
  }

  @Override
  public void send(byte[] bytes) {
    raw.send(bytes);
  }

  @Override
  public synchronized byte[] received() {
    return received.toByteArray();
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public synchronized void pause() {
    paused = true;
  }

  @Override
  public synchronized void resume() {
    paused = false;
    notifyAll();
  }

  @Override
  public void endOutput() {
    raw.endOutput();
  }

  @Override
  public void disconnect() {
    resume();
    raw.reset();
  }

  @Override
  public void close() {
    resume();
    raw.close();
  }
}
