package io.weir.engine.link.in;

import io.weir.engine.json.JsonPointer;

/** Where a link takes its records' keys from, as its settings say. */
public sealed interface KeyRule {

  /** They have none. */
  record None() implements KeyRule {}

  /** All have this one. */
  record Constant(String key) implements KeyRule {}

  /** A parameter of the URL, which has to be there. */
  record Query(String parameter) implements KeyRule {}

  /** A header of the handshake, which has to be there. */
  record Header(String name) implements KeyRule {}

  /** The part of the path that the link's own path has {@code {key}} for. */
  record Path() implements KeyRule {}

  /**
   * A member of the value.
   *
   * @param required whether a record without it is refused; otherwise it has no key
   */
  record Pointer(JsonPointer pointer, boolean required) implements KeyRule {}
}
