package io.weir.cli.connection;

/** A message of a WebSocket, complete. */
public sealed interface Message {
  record Text(String text) implements Message {}

  /**
   * Any bytes.
   *
   * @param bytes not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Binary(byte[] bytes) implements Message {}
}
