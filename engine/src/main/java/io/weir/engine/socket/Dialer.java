package io.weir.engine.socket;

import java.util.function.Consumer;

/** Connects to others: the port that the network edge implements, beside accepting. */
public interface Dialer {

  /**
   * Begins to connect, and returns at once. Any thread. Exactly one of the two is told, once, on
   * the loop that the connection is for: the acceptor when the peer has agreed to speak frames
   * (opening then cannot fail but by the peer's going, and refusing closes the connection with the
   * refusal's close code), or {@code failed}. Until the acceptor has opened or refused, nothing is
   * read from the peer.
   */
  void dial(Remote remote, Acceptor acceptor, Consumer<DialFailure> failed);
}
