package io.weir.cli.publish;

import io.weir.cli.connection.Message;
import java.util.Optional;
import java.util.OptionalLong;

/** How a server takes a record, and what it says of it. Immutable. */
interface Wire {

  /** What the server has to select; empty: nothing. */
  Optional<String> subprotocol();

  /** A record as a message. */
  Message message(Entry entry);

  /** What a message of the server says. */
  Answer answer(Message message);

  /** Whether the server acknowledges. If not, a record is done with when it is sent. */
  boolean acknowledges();

  /** What a server says of records. */
  sealed interface Answer {
    /** Kafka has it. */
    record Acknowledged(OptionalLong id) implements Answer {}

    /**
     * It is not wanted.
     *
     * @param id empty: the first that waits, or nobody knows
     * @param code Weir's, such as {@code invalid_record}
     */
    record Refused(OptionalLong id, String code, String message) implements Answer {}

    /** It is about something else. */
    record Other() implements Answer {}
  }
}
