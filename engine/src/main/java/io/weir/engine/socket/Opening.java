package io.weir.engine.socket;

import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Cursor;
import org.jspecify.annotations.Nullable;

/** A handshake that waits to be completed. Thread: the loop of its connection. */
public interface Opening {

  /** How frames travel to the socket that it becomes. */
  Wire wire();

  /**
   * Completes the handshake. The socket's handler hears nothing before this method has returned. If
   * it throws, the handshake has ended, the connection is closed, and the handler will hear
   * nothing.
   *
   * @return the open socket, or null if the peer has gone meanwhile: the handler will hear nothing
   */
  @Nullable Socket open(SocketHandler handler);

  /** The session of the socket begins behind this cursor, and has sent nothing yet. */
  default void onBegun(Cursor begin) {}

  /** Whose handshake it is; the same before and after it was completed. */
  Opener opener();

  /** Ends the handshake with an error. */
  void refuse(Refusal refusal);
}
