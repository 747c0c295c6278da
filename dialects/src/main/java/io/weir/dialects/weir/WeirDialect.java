package io.weir.dialects.weir;

import io.weir.engine.access.Credentials;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.error.RefusedException;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.link.Outs;
import io.weir.engine.link.Subscription;
import io.weir.engine.listener.Answer;
import io.weir.engine.listener.Dialect;
import io.weir.engine.listener.Handshake;
import io.weir.engine.metric.Labels;
import io.weir.engine.socket.Acceptor;
import io.weir.engine.stream.Format;
import io.weir.engine.text.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Answers native handshakes. Any loop; immutable. */
public final class WeirDialect implements Dialect {
  private static final String NAME = "weir";
  private static final String PLAIN = "weir.plain";
  private static final Refusal ONLY_TEXT =
      new Refusal(
          ErrorCode.NOT_ACCEPTABLE,
          "the values of this stream are bytes, which only a WebSocket carries: ask for frame=record");

  /** A route and the labels under which its sessions are counted, made once for all of them. */
  private record Served(Route route, Labels labels) {}

  private final Map<String, Served> served;
  private final Outs outs;

  /**
   * @param listener the name under which sessions are counted
   * @param routes what is served, by exact path
   */
  public WeirDialect(String listener, Map<String, Route> routes, Outs outs) {
    this.served =
        routes.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    entry -> new Served(entry.getValue(), labels(listener, entry.getValue()))));
    this.outs = outs;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Credentials> credentials(Handshake handshake) {
    return WeirCredentials.of(handshake);
  }

  @Override
  public Answer answer(Handshake handshake) {
    Served at = served.get(handshake.path());
    if (handshake.upgrade() || (at != null && handshake.wire().isPresent())) {
      return at == null ? refuse(handshake, notFound(handshake)) : subscribe(handshake, at);
    }
    if (handshake.path().equals("/")) {
      return new Answer.Page(200, Help.listener(handshake, paths()));
    }
    return at == null
        ? refuse(handshake, notFound(handshake))
        : new Answer.Page(200, Help.stream(handshake, at.route()));
  }

  private Answer subscribe(Handshake handshake, Served at) {
    Parameters parameters;
    try {
      parameters = Parameters.of(handshake.query());
    } catch (RefusedException e) {
      return refuse(handshake, e.refusal());
    }
    Subscription subscription =
        new Subscription(at.route().stream(), parameters.keys(), parameters.frame(), at.labels());
    Acceptor acceptor = outs.subscribe(subscription);
    if (handshake.wire().isEmpty()) {
      return new Answer.Accept(acceptor, subprotocol(handshake));
    }
    return needsBytes(subscription)
        ? refuse(handshake, ONLY_TEXT)
        : new Answer.Accept(acceptor, handshake.wire().get());
  }

  private static boolean needsBytes(Subscription subscription) {
    return subscription.frame() == FrameKind.VALUE
        && subscription.stream().format() == Format.BYTES;
  }

  /** Never the entry that carries a token. */
  private static Optional<String> subprotocol(Handshake handshake) {
    return handshake.subprotocols().stream().filter(PLAIN::equals).findAny();
  }

  private static Labels labels(String listener, Route route) {
    return Labels.of("listener", listener)
        .and("dialect", NAME)
        .and("stream", route.stream().name())
        .and("link", route.link());
  }

  private Refusal notFound(Handshake handshake) {
    String path = handshake.path();
    String shown = path.length() <= 80 ? path : path.substring(0, 80) + "…";
    String hint =
        Nearest.of(path, served.keySet()).map(near -> "; did you mean " + near + "?").orElse("");
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
    return List.copyOf(new TreeSet<>(served.keySet()));
  }
}
