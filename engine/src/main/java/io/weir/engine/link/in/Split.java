package io.weir.engine.link.in;

/** How many records a message is. */
public enum Split {
  /** One. */
  NONE,
  /** One a line; empty lines are none. */
  LINES,
  /** One for each element of a JSON array. */
  JSON_ARRAY
}
