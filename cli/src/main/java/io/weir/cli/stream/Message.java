package io.weir.cli.stream;

/** A message of a WebSocket, complete. */
sealed interface Message {
  record Text(String text) implements Message {}

  /**
   * Any bytes.
   *
   * @param bytes not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Binary(byte[] bytes) implements Message {}
}
