package io.weir.engine.link.in;

/** Where a link takes the value of a record's header from, as its settings say. */
public sealed interface HeaderSource {

  /** All have this one. */
  record Constant(String value) implements HeaderSource {}

  /** A header of the handshake; where it has none, neither have the records. */
  record Handshake(String name) implements HeaderSource {}

  /** The address of the client. */
  record Address() implements HeaderSource {}

  /** The name of the client's principal. */
  record Principal() implements HeaderSource {}
}
