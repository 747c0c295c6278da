package io.weir.cli.stream;

/** Makes one connection after the other. */
interface Connector {

  /**
   * Connects, hands what arrives to {@code receiver}, and returns when the connection has ended,
   * whichever way: failures are endings, too.
   */
  Ending connect(Receiver receiver) throws InterruptedException;

  /** What a connection tells, one call at a time. */
  interface Receiver {
    /** The handshake is done. */
    void onOpen();

    /** Returns whether more is wanted; if not, the connection is closed and is finished. */
    boolean onMessage(Message message);
  }
}
