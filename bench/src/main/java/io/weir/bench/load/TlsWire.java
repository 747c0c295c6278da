package io.weir.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/**
 * Bytes through TLS. The handshake goes on with every read.
 *
 * <p>What is read at once is less than the buffer that takes it decrypted.
 */
final class TlsWire implements Wire {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final Wire below;
  private final ByteBuffer encrypted;

  /** The beginning of a record whose end has not come. */
  private byte[] rest = {};

  /**
   * @param encrypted shared, direct
   */
  TlsWire(SSLEngine engine, Wire below, ByteBuffer encrypted) {
    this.engine = engine;
    this.below = below;
    this.encrypted = encrypted;
  }

  /** Sends the first message of the handshake. */
  void begin() throws IOException {
    engine.beginHandshake();
    wrap(NOTHING);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int fresh = below.read(encrypted);
    if (fresh <= 0) {
      return fresh;
    }
    byte[] all = Arrays.copyOf(rest, rest.length + fresh);
    encrypted.get(0, all, rest.length, fresh);
    ByteBuffer in = ByteBuffer.wrap(all);
    into.clear();
    boolean ended = unwrap(in, into);
    rest = Arrays.copyOfRange(all, in.position(), all.length);
    return ended && into.position() == 0 ? -1 : into.position();
  }

  /** Whether the peer has ended the connection. */
  private boolean unwrap(ByteBuffer in, ByteBuffer into) throws IOException {
    while (true) {
      SSLEngineResult result = engine.unwrap(in, into);
      moveOn();
      switch (result.getStatus()) {
        case CLOSED -> {
          return true;
        }
        case BUFFER_UNDERFLOW -> {
          return false;
        }
        case BUFFER_OVERFLOW -> throw new IOException("more was decrypted than was read");
        case OK -> {
          if (!in.hasRemaining() && result.bytesConsumed() == 0) {
            return false;
          }
        }
      }
    }
  }

  private void moveOn() throws IOException {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
    while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      wrap(NOTHING);
    }
  }

  private void wrap(ByteBuffer plain) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(plain, out);
    if (out.position() > 0) {
      below.write(out.array(), out.position());
    }
  }

  @Override
  public void write(byte[] bytes, int length) throws IOException {
    wrap(ByteBuffer.wrap(bytes, 0, length));
  }

  @Override
  public boolean isReady() {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
  }
}
