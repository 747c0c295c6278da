package io.weir.cli.connection;

import java.util.concurrent.CompletableFuture;

/** Makes one connection after the other. */
public interface Connector {

  /**
   * Connects, hands what arrives to {@code receiver}, and returns when the connection has ended,
   * whichever way: failures are endings, too.
   */
  Ending connect(Receiver receiver) throws InterruptedException;

  /** What a connection tells, one call at a time. */
  interface Receiver {
    /** The handshake is done. */
    void onOpen(Line line);

    /** Returns whether more is wanted; if not, the connection is closed and is finished. */
    boolean onMessage(Message message);
  }

  /** What can be done with a connection while it is open. Any thread. */
  interface Line {
    /** What the server selected; empty: nothing. */
    String subprotocol();

    /**
     * Sends one message behind the one before, whose future has completed. Completes when the
     * message is the kernel's, which may be long if the server does not read.
     */
    CompletableFuture<?> send(Message message);

    /** Says goodbye: the connection is finished when the server has answered, or soon after. */
    void finish();
  }
}
