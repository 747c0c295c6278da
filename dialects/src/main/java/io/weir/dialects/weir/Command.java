package io.weir.dialects.weir;

import io.weir.engine.error.Refusal;
import io.weir.engine.link.From;
import io.weir.engine.link.KeyFilter;
import io.weir.engine.link.Pace;
import io.weir.engine.stream.Stream;
import java.util.Optional;

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

  /** Makes no sense; the socket lives. */
  record Refused(Refusal refusal, Optional<CommandId> id) implements Command {}
}
