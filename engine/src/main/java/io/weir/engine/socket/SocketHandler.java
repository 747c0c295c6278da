package io.weir.engine.socket;

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
   * Most of what was unsent, which was much, has been taken by the operating system. Never told
   * about a socket that is closing.
   */
  default void onDrained() {}

  /** The connection has ended. The last call; no method of the socket has an effect any more. */
  void onClosed();
}
