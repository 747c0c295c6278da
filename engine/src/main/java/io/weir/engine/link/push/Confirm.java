package io.weir.engine.link.push;

import io.weir.engine.json.JsonPointer;
import io.weir.engine.stream.Stream;
import java.util.Optional;
import java.util.function.Predicate;

/** What counts as the peer's confirmation. */
public sealed interface Confirm {

  /**
   * Its pong to a ping that travels behind the frames (RFC 6455 section 5.5.3): its endpoint,
   * perhaps a proxy, has received everything before it.
   */
  record Pong() implements Confirm {}

  /** Our kernel has taken the frames: for peers that do not answer pings. */
  record Written() implements Confirm {}

  /**
   * Its reply.
   *
   * @param match which messages are replies; others are dropped
   * @param id where in a reply stands what the record that it is for is known by: its cursor,
   *     {@code PARTITION-OFFSET}, or in a topic with one partition its offset; empty: there is one
   *     reply for each frame, in order
   * @param cumulative whether a reply is for all records before that one, too; needs {@code id}
   * @param reject which replies say that the record is to be sent again
   */
  record Ack(
      Predicate<byte[]> match,
      Optional<JsonPointer> id,
      boolean cumulative,
      Optional<Reject> reject)
      implements Confirm {}

  /**
   * Records of a key that wait for one that was rejected are sent once that is settled, and one of
   * a key at a time at all, since a rejection comes when those behind it are on their way already.
   *
   * @param match which replies reject; looked at before {@link Ack#match}
   * @param retries how often a record is sent again; then it goes to {@code deadLetters}
   */
  record Reject(Predicate<byte[]> match, int retries, Stream deadLetters) {}
}
