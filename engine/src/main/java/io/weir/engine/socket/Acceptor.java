package io.weir.engine.socket;

/** Decides whether a handshake becomes a socket, now or later. */
public interface Acceptor {

  /**
   * Called once, on the loop of the connection. Exactly one method of {@code opening} is called
   * sooner or later, on the same loop.
   */
  void accept(Loop loop, Opening opening);
}
