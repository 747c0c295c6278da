package io.weir.testing.socket;

/**
 * The other end of a connection whose handshake has been sent, byte for byte. Any thread that the
 * harness allows.
 */
public interface Peer {

  /** Sends bytes as they are, right or wrong. */
  void send(byte[] bytes);

  /** Sends one frame. */
  default void send(WireFrame frame) {
    send(frame.encode());
  }

  /** Everything that was read since the handshake. */
  byte[] received();

  /** Whether the other side has ended the connection and everything before that was read. */
  boolean ended();

  /** Reads nothing any more until {@link #resume}, so that the other side's buffers fill. */
  void pause();

  void resume();

  /** Ends the connection without a close frame. */
  void disconnect();
}
