package io.weir.engine.listener;

import io.weir.engine.access.Principal;
import io.weir.engine.error.Refusal;
import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.Wire;
import java.util.Optional;

/** What a listener does with a handshake. */
public sealed interface Answer {

  /**
   * Becomes a socket, if the acceptor agrees.
   *
   * @param subprotocol the one of the offered that is spoken (RFC 6455 section 4.2.2)
   * @param response on which wire a plain request is answered; empty: only a WebSocket will do
   * @param principal whose socket it will be
   * @param taking what the socket takes in; empty: no more than any stranger may send
   */
  record Accept(
      Acceptor acceptor,
      Optional<String> subprotocol,
      Optional<Wire> response,
      Principal principal,
      Optional<Taking> taking)
      implements Answer {
    public Accept(Acceptor acceptor, Optional<String> subprotocol) {
      this(acceptor, subprotocol, Optional.empty(), Principal.ANONYMOUS, Optional.empty());
    }

    /** As the answer to a plain request. */
    public Accept(Acceptor acceptor, Wire response) {
      this(
          acceptor, Optional.empty(), Optional.of(response), Principal.ANONYMOUS, Optional.empty());
    }

    /** The same for a socket that takes messages in, at whatever rate. */
    public Accept taking(Taking messages) {
      return new Accept(acceptor, subprotocol, response, principal, Optional.of(messages));
    }

    Accept by(Principal entered) {
      return new Accept(acceptor, subprotocol, response, entered, taking);
    }
  }

  /**
   * What a socket takes in that reads as fast as its messages can be dealt with, and not at a rate:
   * whoever handles them bounds them, and pauses it.
   *
   * @param maxMessageBytes of a message, fragments added up, inflated
   */
  record Taking(int maxMessageBytes) {}

  /**
   * Does not become a socket.
   *
   * @param visible whether the client could see an HTTP status; a browser cannot, so it gets 101
   *     and then a close frame with the code and the reason
   * @param subprotocol the one of the offered that is spoken until then: some browsers fail a
   *     connection that speaks none of them before they look at its close frame
   */
  record Refuse(Refusal refusal, boolean visible, Optional<String> subprotocol) implements Answer {
    public Refuse(Refusal refusal, boolean visible) {
      this(refusal, visible, Optional.empty());
    }
  }

  /**
   * Becomes a socket that is closed at once, in words that the dialect's clients know. What was no
   * WebSocket handshake is refused with an HTTP status.
   */
  record Close(Refusal refusal, CloseReason reason) implements Answer {}

  /** Asked only what scripts may do: nothing but read, with the headers of ours. */
  record Preflight() implements Answer {}

  /** Is answered with a page of plain text, because it was not a WebSocket handshake. */
  record Page(int status, String text) implements Answer {}
}
