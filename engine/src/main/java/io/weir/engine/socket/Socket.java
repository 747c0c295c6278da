package io.weir.engine.socket;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;

/**
 * One end of an open WebSocket, or of a response that does not end: there the peer only listens,
 * and no message ever comes. Thread: its loop, for every method.
 *
 * <p>Bytes are written in the order of the calls. After {@link #close} nothing is written any more.
 */
public interface Socket {

  /**
   * A socket of which a flush leaves more than this unsent will tell when most of it has gone
   * ({@link SocketHandler#onDrained}). Some tell after less already.
   */
  int MUCH_UNSENT_BYTES = 64 << 10;

  Loop loop();

  /**
   * Queues the bytes from {@code from} to {@code to}, which are complete frames. Whoever writes
   * flushes before the current task of the loop ends and before giving its count of the buffer
   * back; the socket takes a count of its own where it needs the buffer longer than that.
   */
  void write(FrameBuffer frames, int from, int to);

  /** Hands all that was queued to the operating system, as far as it takes it. */
  void flush();

  /** What was written and the operating system has not taken. */
  long unsentBytes();

  /** The part of it that is to be added up over all sockets: they may share a connection. */
  default long unsentShareBytes() {
    return unsentBytes();
  }

  /** Whether a flush has left much unsent, so that {@link SocketHandler#onDrained} is to come. */
  boolean isFull();

  /** Sends a ping (RFC 6455 section 5.5.2) with an empty payload, or what else does nothing. */
  void ping();

  /**
   * Sends a ping whose payload is this number, 8 bytes in network order, behind everything that was
   * written; the peer's answer comes to {@link SocketHandler#onPong}. With the next flush.
   */
  void ping(long number);

  /**
   * Reads nothing more, so that what the peer sends waits in the connection, and at last in the
   * peer. At most the message that is being handed over, if any, still comes; pings, pongs and
   * close frames of the peer wait, too, and so does the end of what it sends, but not the loss of
   * the connection. A socket that does not read counts as alive, and reads on by itself once it is
   * closed. Without effect if it does not read already, or its peer only listens.
   */
  void pause();

  /** Reads on; what has come meanwhile is handed over by a later task of the loop. */
  void resume();

  /**
   * Whether neither side has begun to close. Once it is not, less being unsent does not mean that
   * more was sent.
   */
  boolean isOpen();

  /**
   * The last time at which the peer was seen alive: bytes arrived from it, or its kernel took some
   * of ours. Of {@link Loop#nowNanos}.
   */
  long lastAliveNanos();

  /**
   * Begins the close handshake (RFC 6455 section 7.1.2): a close frame goes out behind what was
   * written, and the connection ends when the peer has answered, or after a while without. A peer
   * that only listens is told and does not answer. Without effect on a socket that is closing.
   */
  void close(CloseReason reason);

  /**
   * As {@link #close}, but in front of the frames of which nothing was sent yet: these are dropped.
   * A frame that is partly sent is sent to its end.
   */
  void closeAhead(CloseReason reason);

  /**
   * Ends the connection now, whether the peer was told and has answered or not: what is unsent is
   * dropped. The handler is told by a later task of the loop.
   */
  void cut();

  /**
   * Closes with the code and the message of a refusal: ahead of what is unsent if the peer reads
   * too slowly, since it would not get to the reason otherwise, or an operator wants it gone; and
   * behind it in all other cases, with what the handler adds ({@link SocketHandler#onClosing}).
   */
  default void close(Refusal refusal) {
    if (refusal.code() == ErrorCode.SLOW || refusal.code() == ErrorCode.CLOSED_BY_OPERATOR) {
      closeAhead(CloseReason.of(refusal));
    } else {
      close(CloseReason.of(handler().onClosing(refusal)));
    }
  }

  /** Who is told what happens here. */
  SocketHandler handler();
}
