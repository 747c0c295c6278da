package io.weir.engine.config;

import io.weir.engine.json.JsonPointer;
import io.weir.engine.json.MessagePattern;
import java.util.Optional;

/** What counts as a peer's confirmation of what it was sent. */
public sealed interface ConfirmSettings {

  /** Its pong to a ping behind the frames. */
  record Pong() implements ConfirmSettings {}

  /** That the frames were written. */
  record Written() implements ConfirmSettings {}

  /**
   * Its reply.
   *
   * @param match which messages are replies
   * @param id where in a reply stands which record it is for; empty: one reply a frame, in order
   * @param cumulative whether a reply is for all records before that one, too
   * @param reject which replies ask for the record again
   */
  record Ack(
      MessagePattern match,
      Optional<JsonPointer> id,
      boolean cumulative,
      Optional<MessagePattern> reject)
      implements ConfirmSettings {}

  /** Whether records may come to be rejected. */
  default boolean rejects() {
    return this instanceof Ack ack && ack.reject().isPresent();
  }
}
