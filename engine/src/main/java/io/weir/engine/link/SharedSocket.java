package io.weir.engine.link;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.FrameEncoder;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Opener;
import io.weir.engine.socket.Opening;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;
import io.weir.engine.socket.Wire;
import io.weir.engine.stream.Cursor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An open socket that several sessions write to, each of which takes its part for a socket of its
 * own. Thread: the socket's loop.
 */
public final class SharedSocket implements SocketHandler {
  private final Opening opening;
  private final FrameMemory memory;
  private final long unsentLimitBytes;
  private final Owner owner;
  private final Set<Part> parts = new LinkedHashSet<>();
  private final Set<Part> pausing = new HashSet<>();
  private @Nullable Socket socket;

  /** Talks with the peer. Thread: the socket's loop. */
  public interface Owner {

    /** The socket is open. */
    void onOpen();

    /** As {@link SocketHandler#onMessage}. */
    void onMessage(boolean text, ByteBuffer payload);

    /**
     * Most of what was unsent, which was much, has been taken, as {@link SocketHandler#onDrained}.
     */
    void onDrained();

    /** The connection has gone. */
    void onClosed();

    /** The session of a part begins behind this cursor; its frames follow. */
    void onBegun(Part part, Cursor begin);

    /** The session of a part could not begin. */
    void onRefused(Part part, Refusal refusal);

    /** The session of a part was ended, and nothing more comes from it. */
    void onEnded(Part part, Refusal refusal);
  }

  private SharedSocket(
      Opening opening,
      FrameMemory memory,
      long unsentLimitBytes,
      Function<SharedSocket, Owner> owner) {
    this.opening = opening;
    this.unsentLimitBytes = unsentLimitBytes;
    this.memory = memory;
    this.owner = owner.apply(this);
  }

  /**
   * Completes a handshake, for sessions that begin and end while the socket is open.
   *
   * @param unsentLimitBytes how much may be unsent for answers to be sent still
   */
  static void open(
      Opening opening,
      FrameMemory memory,
      long unsentLimitBytes,
      Function<SharedSocket, Owner> owner) {
    SharedSocket shared = new SharedSocket(opening, memory, unsentLimitBytes, owner);
    shared.socket = opening.open(shared);
    if (shared.socket != null) {
      shared.owner.onOpen();
    }
  }

  /** What the handshake of one more session is completed with. */
  public Part part() {
    return new Part();
  }

  /** Sends a text message, unless the peer asks and asks and reads no answers: it is closed. */
  public void tell(String text) {
    if (socket != null && socket.unsentBytes() > 2 * unsentLimitBytes) {
      socket.close(new Refusal(ErrorCode.SLOW, "slow: answers are not read"));
    } else if (socket != null) {
      FrameBuffer frame = FrameEncoder.text(memory, text.getBytes(StandardCharsets.UTF_8));
      try {
        socket.write(frame, 0, frame.bytes().capacity());
        socket.flush();
      } finally {
        frame.release();
      }
    }
  }

  /** Closes the socket, and so every session on it. */
  public void close(Refusal refusal) {
    if (socket != null) {
      socket.close(refusal);
    }
  }

  @Override
  public void onMessage(boolean text, ByteBuffer payload) {
    owner.onMessage(text, payload);
  }

  /** As {@link Socket#isOpen}. */
  public boolean isOpen() {
    return socket != null && socket.isOpen();
  }

  /** As {@link Socket#unsentBytes}. */
  public long unsentBytes() {
    return socket == null ? 0 : socket.unsentBytes();
  }

  /** As {@link Socket#isFull}. */
  public boolean isFull() {
    return socket != null && socket.isFull();
  }

  /** Hears nothing more of its peer until {@link #resume}. */
  public void pause() {
    if (socket != null) {
      socket.pause();
    }
  }

  /** Hears of its peer again. */
  public void resume() {
    if (socket != null) {
      socket.resume();
    }
  }

  /** Who is at the other end. */
  public Opener opener() {
    return opening.opener();
  }

  @Override
  public void onDrained() {
    owner.onDrained();
    for (Part part : List.copyOf(parts)) {
      part.onDrained();
    }
  }

  @Override
  public void onCloseFrame(CloseReason reason) {
    for (Part part : List.copyOf(parts)) {
      part.onCloseFrame(reason);
    }
  }

  @Override
  public void onClosed() {
    socket = null;
    owner.onClosed();
    for (Part part : List.copyOf(parts)) {
      part.finish();
    }
  }

  /** The share that one session has in the socket. */
  public final class Part implements Opening, Socket {
    private @Nullable SocketHandler handler;
    private boolean ended;

    private Part() {}

    @Override
    public Wire wire() {
      return opening.wire();
    }

    @Override
    public Opener opener() {
      return opening.opener();
    }

    @Override
    public @Nullable Socket open(SocketHandler opened) {
      if (socket == null || ended) {
        return null;
      }
      handler = opened;
      parts.add(this);
      return this;
    }

    @Override
    public void onBegun(Cursor begin) {
      owner.onBegun(this, begin);
    }

    @Override
    public void refuse(Refusal refusal) {
      if (!ended && socket != null) {
        ended = true;
        owner.onRefused(this, refusal);
      }
    }

    /** The session leaves, without a word from it. */
    public void leave() {
      ended = true;
      finish();
    }

    private void onDrained() {
      if (handler != null) {
        handler.onDrained();
      }
    }

    private void onCloseFrame(CloseReason reason) {
      if (handler != null) {
        handler.onCloseFrame(reason);
      }
    }

    private void finish() {
      resume();
      parts.remove(this);
      SocketHandler told = handler;
      handler = null;
      if (told != null) {
        told.onClosed();
      }
    }

    @Override
    public boolean isOpen() {
      return !ended && socket != null && socket.isOpen();
    }

    @Override
    public Loop loop() {
      return whole().loop();
    }

    /** What it came from is open as long as the part is. */
    private Socket whole() {
      if (socket == null) {
        throw new IllegalStateException("the socket has gone");
      }
      return socket;
    }

    @Override
    public SocketHandler handler() {
      return handler == null ? SharedSocket.this : handler;
    }

    @Override
    public void write(FrameBuffer frames, int from, int to) {
      if (!ended && socket != null) {
        socket.write(frames, from, to);
      }
    }

    @Override
    public void flush() {
      if (socket != null) {
        socket.flush();
      }
    }

    @Override
    public long unsentBytes() {
      return socket == null ? 0 : socket.unsentBytes();
    }

    @Override
    public long unsentShareBytes() {
      return unsentBytes() / Math.max(1, parts.size());
    }

    @Override
    public boolean isFull() {
      return socket != null && socket.isFull();
    }

    @Override
    public void ping() {
      whole().ping();
    }

    @Override
    public void ping(long number) {
      throw new UnsupportedOperationException("a pong does not tell which session it is for");
    }

    /** The whole socket is not read while any of its sessions pauses it. */
    @Override
    public void pause() {
      if (!ended && socket != null && pausing.add(this)) {
        socket.pause();
      }
    }

    @Override
    public void resume() {
      if (pausing.remove(this) && pausing.isEmpty() && socket != null) {
        socket.resume();
      }
    }

    @Override
    public long lastAliveNanos() {
      return whole().lastAliveNanos();
    }

    @Override
    public void close(Refusal refusal) {
      if (!ended && socket != null) {
        ended = true;
        owner.onEnded(this, refusal);
        socket.loop().execute(this::finish);
      }
    }

    @Override
    public void close(CloseReason reason) {
      throw new UnsupportedOperationException("a session is closed with a refusal");
    }

    @Override
    public void closeAhead(CloseReason reason) {
      close(reason);
    }

    @Override
    public void cut() {
      throw new UnsupportedOperationException("others are on the same socket");
    }
  }
}
