package io.weir.dialects.weir;

import io.weir.engine.access.Credentials;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.error.RefusedException;
import io.weir.engine.link.Outs;
import io.weir.engine.link.Subscription;
import io.weir.engine.listener.Answer;
import io.weir.engine.listener.Dialect;
import io.weir.engine.listener.Handshake;
import io.weir.engine.metric.Labels;
import io.weir.engine.text.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Answers native handshakes. Any loop; immutable. */
public final class WeirDialect implements Dialect {
  private static final String PLAIN = "weir.plain";

  private final String listener;
  private final Map<String, Route> routes;
  private final Outs outs;

  /**
   * @param listener the name under which sessions are counted
   * @param routes what is served, by exact path
   */
  public WeirDialect(String listener, Map<String, Route> routes, Outs outs) {
    this.listener = listener;
    this.routes = Map.copyOf(routes);
    this.outs = outs;
  }

  @Override
  public String name() {
    return "weir";
  }

  @Override
  public List<Credentials> credentials(Handshake handshake) {
    return WeirCredentials.of(handshake);
  }

  @Override
  public Answer answer(Handshake handshake) {
    Route route = routes.get(handshake.path());
    if (handshake.upgrade()) {
      return route == null ? refuse(handshake, notFound(handshake)) : subscribe(handshake, route);
    }
    if (handshake.path().equals("/")) {
      return new Answer.Page(200, Help.listener(handshake, routes));
    }
    return route == null
        ? refuse(handshake, notFound(handshake))
        : new Answer.Page(200, Help.stream(handshake, route));
  }

  private Answer subscribe(Handshake handshake, Route route) {
    Parameters parameters;
    try {
      parameters = Parameters.of(handshake.query());
    } catch (RefusedException e) {
      return refuse(handshake, e.refusal());
    }
    Subscription subscription =
        new Subscription(route.stream(), parameters.keys(), parameters.frame(), labels(route));
    return new Answer.Accept(outs.subscribe(subscription), subprotocol(handshake));
  }

  /** Never the entry that carries a token. */
  private static Optional<String> subprotocol(Handshake handshake) {
    return handshake.subprotocols().stream().filter(PLAIN::equals).findAny();
  }

  private Labels labels(Route route) {
    return Labels.of("listener", listener)
        .and("dialect", name())
        .and("stream", route.stream().name())
        .and("link", route.link());
  }

  private Refusal notFound(Handshake handshake) {
    String path = handshake.path();
    String shown = path.length() <= 80 ? path : path.substring(0, 80) + "…";
    String hint =
        Nearest.to(path, routes.keySet()).map(near -> "; did you mean " + near + "?").orElse("");
    boolean isStream = path.startsWith(Route.STREAMS) && path.length() > Route.STREAMS.length();
    return isStream
        ? new Refusal(
            ErrorCode.STREAM_NOT_FOUND,
            "unknown stream " + shown.substring(Route.STREAMS.length()) + hint)
        : new Refusal(ErrorCode.NOT_FOUND, "nothing is served at " + shown + hint);
  }

  /** A browser hides the status of a failed handshake, so it is told by a close frame. */
  @Override
  public Answer refuse(Handshake handshake, Refusal refusal) {
    boolean visible = !handshake.upgrade() || handshake.header("origin").isEmpty();
    return new Answer.Refuse(refusal, visible, subprotocol(handshake));
  }

  /** The paths that are served, sorted. */
  public List<String> paths() {
    return List.copyOf(new TreeSet<>(routes.keySet()));
  }
}
