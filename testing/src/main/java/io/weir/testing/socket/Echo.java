package io.weir.testing.socket;

import io.weir.engine.frame.FrameEncoder;
import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Opening;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;
import io.weir.engine.socket.Wire;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Sends every message back as it came, text as text and binary as binary; compressed where the
 * socket takes that. Any loop.
 *
 * @param onEnded told when a connection has ended, on its loop
 */
public record Echo(FrameMemory memory, Runnable onEnded) implements Acceptor {

  /** One that tells nobody. */
  public Echo(FrameMemory memory) {
    this(memory, () -> {});
  }

  @Override
  public void accept(Loop loop, Opening opening) {
    Session session = new Session(this, opening.wire() == Wire.DEFLATED);
    session.socket = opening.open(session);
    if (session.socket == null) {
      onEnded.run();
    }
  }

  /** Thread: the loop of its socket. */
  private static final class Session implements SocketHandler {
    private final Echo echo;
    private final FrameMemory memory;
    private final boolean compressed;
    private @Nullable Socket socket;

    Session(Echo echo, boolean compressed) {
      this.echo = echo;
      this.memory = echo.memory();
      this.compressed = compressed;
    }

    @Override
    public void onMessage(boolean text, ByteBuffer payload) {
      if (socket != null) {
        send(socket, frame(text, payload));
      }
    }

    private FrameBuffer frame(boolean text, ByteBuffer payload) {
      byte[] bytes = new byte[payload.remaining()];
      payload.get(bytes);
      if (compressed) {
        return deflated(text ? WireFrame.TEXT : WireFrame.BINARY, bytes);
      }
      return text ? FrameEncoder.text(memory, bytes) : FrameEncoder.binary(memory, bytes);
    }

    private FrameBuffer deflated(int opcode, byte[] payload) {
      byte[] frame = new WireFrame(0x80 | opcode, false, payload).deflated().encode();
      FrameBuffer buffer = memory.allocate(frame.length);
      buffer.bytes().put(frame);
      return buffer;
    }

    private static void send(Socket socket, FrameBuffer frame) {
      socket.write(frame, 0, frame.bytes().capacity());
      socket.flush();
      frame.release();
    }

    @Override
    public void onClosed() {
      socket = null;
      echo.onEnded().run();
    }
  }
}
