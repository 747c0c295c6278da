package io.weir.engine.stream;

import io.weir.engine.error.Refusal;

/** The answer to the question where a start is. */
public sealed interface Located {

  record Found(Cursor cursor) implements Located {}

  /** There is no such topic, or Kafka did not say. */
  record Refused(Refusal refusal) implements Located {}
}
