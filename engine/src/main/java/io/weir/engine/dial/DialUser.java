package io.weir.engine.dial;

import io.weir.engine.socket.Acceptor;

/** What a link's sockets are for. Thread: the link's loop. */
public interface DialUser {

  /** Takes the next connection; both are called once for each. */
  Acceptor next(DialProgress progress);

  /**
   * Whether its session begins with the connection, and hears what comes while the opening messages
   * are still being exchanged, but for the awaited replies. Otherwise it begins after that, and
   * what came before is dropped.
   */
  boolean hearsEarly();

  /**
   * What the link remembers has changed, and is to be handed back at its next start; at most every
   * second, and at the end. At most {@value Resume#MAX_CHARS} characters.
   */
  default void remember(String last) {}

  /** Numbers for operators. Any thread. */
  default LinkCounts counts() {
    return LinkCounts.NONE;
  }
}
