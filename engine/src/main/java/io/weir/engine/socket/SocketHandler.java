package io.weir.engine.socket;

import io.weir.engine.error.Refusal;
import java.nio.ByteBuffer;

/** Told what happens on a socket. Thread: the socket's loop. */
public interface SocketHandler {

  /**
   * A complete message arrived.
   *
   * @param text whether it is text, which is then valid UTF-8; otherwise binary
   * @param payload unmasked; valid during the call only
   */
  void onMessage(boolean text, ByteBuffer payload);

  /**
   * Most of what was unsent, which was much, has been taken by the operating system: a flush had
   * left more than {@link Socket#MUCH_UNSENT_BYTES}, and less than half of that is left. Told once
   * each time, by a task of the loop, so that more may be unsent again by then; never from within a
   * call of the socket, and never about a socket that is closing.
   */
  default void onDrained() {}

  /**
   * The peer has answered {@link Socket#ping(long)}, and so received all that was before it. Also
   * told while the socket is closing.
   */
  default void onPong(long number) {}

  /**
   * The peer has sent a close frame, which is not the answer to one of ours and is being answered:
   * nothing is written any more. A code of 1005 stands for none.
   */
  default void onCloseFrame(CloseReason reason) {}

  /**
   * The socket is about to be closed by us, behind everything that was written.
   *
   * @return the refusal, perhaps with more that helps the peer
   */
  default Refusal onClosing(Refusal refusal) {
    return refusal;
  }

  /** The connection has ended. The last call; no method of the socket has an effect any more. */
  void onClosed();
}
