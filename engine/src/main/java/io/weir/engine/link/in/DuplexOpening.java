package io.weir.engine.link.in;

import io.weir.engine.error.Refusal;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.Opener;
import io.weir.engine.socket.Opening;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;
import io.weir.engine.socket.Wire;
import io.weir.engine.stream.Cursor;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A handshake that becomes one socket for two sessions: one sends, the other takes in. Thread: the
 * loop.
 */
record DuplexOpening(Opening opening, InSession in) implements Opening {
  @Override
  public Wire wire() {
    return opening.wire();
  }

  @Override
  public @Nullable Socket open(SocketHandler out) {
    Socket socket = opening.open(new Both(in, out));
    if (socket == null) {
      in.onClosed();
    } else {
      in.onOpened(socket, opening.opener());
    }
    return socket;
  }

  @Override
  public void onBegun(Cursor begin) {
    opening.onBegun(begin);
  }

  @Override
  public Opener opener() {
    return opening.opener();
  }

  @Override
  public void refuse(Refusal refusal) {
    in.onClosed();
    opening.refuse(refusal);
  }

  /** What the peer sends is for one of the two; that it reads, and has gone, is for both. */
  private record Both(InSession in, SocketHandler out) implements SocketHandler {
    @Override
    public void onMessage(boolean text, ByteBuffer payload) {
      in.onMessage(text, payload);
    }

    @Override
    public void onPong(long number) {
      out.onPong(number);
    }

    @Override
    public void onCloseFrame(CloseReason reason) {
      out.onCloseFrame(reason);
    }

    @Override
    public void onDrained() {
      in.onDrained();
      out.onDrained();
    }

    @Override
    public Refusal onClosing(Refusal refusal) {
      return out.onClosing(refusal);
    }

    @Override
    public void onClosed() {
      in.onClosed();
      out.onClosed();
    }
  }
}
