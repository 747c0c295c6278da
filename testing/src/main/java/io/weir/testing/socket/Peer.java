package io.weir.testing.socket;

/**
 * The other end of a connection whose handshake has been sent, byte for byte. Any thread that the
 * harness allows.
 */
public interface Peer {

  /** Sends bytes as they are, right or wrong. */
  void send(byte[] bytes);

  /** Whether its frames are to be masked: it is a client (RFC 6455 section 5.1). */
  default boolean masks() {
    return true;
  }

  /** Sends one frame, masked or not as it has to be. */
  default void send(WireFrame frame) {
    send(encode(frame));
  }

  /** A frame as this peer sends it. */
  default byte[] encode(WireFrame frame) {
    return new WireFrame(frame.first(), masks(), frame.payload()).encode();
  }

  /** Everything that was read since the handshake. */
  byte[] received();

  /** Whether the other side has ended the connection and everything before that was read. */
  boolean ended();

  /** Reads nothing any more until {@link #resume}, so that the other side's buffers fill. */
  void pause();

  void resume();

  /** Sends nothing any more, but still reads. */
  void endOutput();

  /** Ends the connection without a close frame. */
  void disconnect();
}
