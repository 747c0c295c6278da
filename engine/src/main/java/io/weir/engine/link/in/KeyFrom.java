package io.weir.engine.link.in;

import io.weir.engine.json.JsonPointer;

/** Where the keys of a session's records come from. */
public sealed interface KeyFrom {

  /** They have none. */
  record Nowhere() implements KeyFrom {}

  /** One for the whole session: a constant, or taken from its handshake. */
  @SuppressWarnings("ArrayRecordComponent") // bytes as the log gets them, never compared
  record Session(byte[] key) implements KeyFrom {}

  /**
   * The value has it.
   *
   * @param required whether a record without one is refused; otherwise it has no key
   */
  record Value(JsonPointer pointer, boolean required) implements KeyFrom {}
}
