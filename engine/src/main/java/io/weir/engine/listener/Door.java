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
    if (isRebound(handshake)) {
      String message = "on a loopback address Host has to name one, or one of listeners[].origins";
      return new Answer.Refuse(new Refusal(ErrorCode.FORBIDDEN, message), true);
    }
    if (handshake.isPreflight()) {
      return new Answer.Preflight(); // browsers send no credentials with it
    }
    return access
        .check(dialect.credentials(handshake))
        .map(refusal -> dialect.refuse(handshake, refusal))
        .orElseGet(() -> welcome(handshake));
  }

  /**
   * Whether a page may be behind it that gave its own name our address: to a plain request of its
   * own host a browser adds no origin. Nor does it let scripts set {@code Host}, but whatever a
   * proxy tells.
   */
  private boolean isRebound(Handshake handshake) {
    String host = handshake.header("host").orElse("");
    return loopback
        && (handshake.wire().isPresent() || handshake.isPost())
        && !LoopbackHost.isNamedBy(host)
        && !origins.contains("*")
        && !origins.contains("http://" + host)
        && !origins.contains("https://" + host);
  }

  /** With whom the answer to a plain request may be shared; empty: with nobody who has to ask. */
  public Optional<Sharing> sharing(Handshake handshake) {
    return handshake
        .header("origin")
        .filter(origin -> !handshake.upgrade() && isAllowed(origin, handshake))
        .map(origin -> new Sharing(origin, origins.isEmpty() || origins.contains(origin)));
  }

  private Answer welcome(Handshake handshake) {
    Answer answer = dialect.answer(handshake);
    return switch (answer) {
      case Answer.Accept accept -> accept.by(access.principal());
      case Answer.Take take -> take.by(access.principal());
      case Answer.Refuse refuse -> refuse;
      case Answer.Close close -> close;
      case Answer.Preflight preflight -> preflight;
      case Answer.Page page -> page;
    };
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
