package io.weir.engine.listener;

import io.weir.engine.access.Access;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * Decides about a handshake, in this order: may this origin come here, is the client who it says it
 * is, what did it ask for. Any loop.
 *
 * @param origins exact values of {@code Origin} that may open sockets, or {@code *}; empty: only
 *     requests without one and those of the same host may
 * @param loopback whether the listener is bound to a loopback address: then the same host has to be
 *     a loopback one, too, or any page could come here by giving its own name this address; unless
 *     a trusted proxy is in between, which such a page does not come through
 */
public record Door(Dialect dialect, Access access, List<String> origins, boolean loopback) {

  public Answer answer(Handshake handshake) {
    Optional<String> origin = handshake.header("origin").filter(o -> !isAllowed(o, handshake));
    if (origin.isPresent()) {
      String message = "origin " + origin.get() + " is not among the listener's origins";
      return new Answer.Refuse(new Refusal(ErrorCode.FORBIDDEN, message), true);
    }
    return access
        .check(dialect.credentials(handshake))
        .map(refusal -> dialect.refuse(handshake, refusal))
        .orElseGet(() -> welcome(handshake));
  }

  private Answer welcome(Handshake handshake) {
    Answer answer = dialect.answer(handshake);
    return answer instanceof Answer.Accept accept ? accept.by(access.principal()) : answer;
  }

  /** RFC 6455 section 10.2: browsers tell on whose behalf they connect. */
  private boolean isAllowed(String origin, Handshake handshake) {
    return origins.isEmpty()
        ? isSameHost(origin, handshake)
        : origins.contains("*") || origins.contains(origin);
  }

  private boolean isSameHost(String origin, Handshake handshake) {
    String host = handshake.host();
    boolean same = origin.equals("http://" + host) || origin.equals("https://" + host);
    return same && (!loopback || handshake.client().proxied() || LoopbackHost.isNamedBy(host));
  }
}
