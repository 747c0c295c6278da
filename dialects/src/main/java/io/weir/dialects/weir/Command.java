package io.weir.dialects.weir;

import io.weir.engine.error.Refusal;
import io.weir.engine.link.From;
import io.weir.engine.link.KeyFilter;
import io.weir.engine.link.Pace;
import io.weir.engine.stream.Header;
import io.weir.engine.stream.Stream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client of {@code weir.v1} says in one message. */
sealed interface Command {
  /** What the answer repeats, so that the client knows which message it is for. */
  Optional<CommandId> id();

  /** Wants records of a stream, in {@code record} frames. */
  record Subscribe(Stream stream, KeyFilter keys, From from, Pace pace, Optional<CommandId> id)
      implements Command {}

  /**
   * Wants no more records of a stream.
   *
   * @param stream by name; perhaps there is none
   */
  record Unsubscribe(String stream, Optional<CommandId> id) implements Command {}

  /**
   * Wants a record to be written.
   *
   * @param key of the record, if the client says which: null in it for none; empty: what the rules
   *     of the stream say
   * @param value null: a tombstone
   * @param headers after those that the rules of the stream give it
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes as the log gets them, never compared
  record Publish(
      Inlet inlet,
      Optional<Key> key,
      byte @Nullable [] value,
      List<Header> headers,
      Optional<CommandId> id)
      implements Command {

    /** A key that a client gives; null: none. */
    @SuppressWarnings("ArrayRecordComponent") // bytes as the log gets them, never compared
    record Key(byte @Nullable [] bytes) {}
  }

  /** Makes no sense; the socket lives. */
  record Refused(Refusal refusal, Optional<CommandId> id) implements Command {}
}
