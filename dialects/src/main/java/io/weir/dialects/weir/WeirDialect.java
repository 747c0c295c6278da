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
import io.weir.engine.stream.Stream;
import io.weir.engine.text.Nearest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Answers native handshakes. Any loop; immutable. */
public final class WeirDialect implements Dialect {
  private static final String NAME = "weir";
  private static final Refusal ONLY_TEXT =
      new Refusal(
          ErrorCode.NOT_ACCEPTABLE,
          "the values of this stream are bytes, which only a WebSocket carries: ask for frame=record");

  /** A route and the labels under which its sessions are counted, made once for all of them. */
  private record Served(Route route, Labels labels) {}

  private final Map<String, Served> served;
  private final Outs outs;
  private final InstantSource clock;
  private final String listener;
  private final Commands commands;

  /**
   * @param listener the name under which sessions are counted
   * @param routes what is served, by exact path
   */
  public WeirDialect(String listener, Map<String, Route> routes, Outs outs) {
    this(listener, routes, outs, InstantSource.system());
  }

  WeirDialect(String listener, Map<String, Route> routes, Outs outs, InstantSource clock) {
    this.served =
        routes.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    entry -> new Served(entry.getValue(), labels(listener, entry.getValue()))));
    this.listener = listener;
    this.outs = outs;
    this.clock = clock;
    Map<String, Stream> streams = new HashMap<>();
    routes.forEach(
        (path, route) -> {
          if (path.equals(Route.path(route.stream()))) {
            streams.put(route.stream().name(), route.stream());
          }
        });
    this.commands = new Commands(streams, clock);
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
    if (at == null
        && handshake.path().equals(Route.ALL)
        && Subprotocols.isConversation(handshake)) {
      return converse(handshake, Optional.empty());
    }
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
      parameters = Parameters.of(handshake, at.route().stream(), clock.instant());
    } catch (RefusedException e) {
      return refuse(handshake, e.refusal());
    }
    Subscription subscription = parameters.subscription(at.route().stream(), at.labels());
    if (Subprotocols.isConversation(handshake)) {
      return converse(handshake, Optional.of(subscription));
    }
    Acceptor acceptor = outs.subscribe(subscription);
    if (handshake.wire().isEmpty()) {
      return new Answer.Accept(acceptor, Subprotocols.chosen(handshake));
    }
    return needsBytes(subscription)
        ? refuse(handshake, ONLY_TEXT)
        : new Answer.Accept(acceptor, handshake.wire().get());
  }

  private Answer converse(Handshake handshake, Optional<Subscription> first) {
    Acceptor acceptor =
        (loop, opening) ->
            outs.share(
                    socket -> new Conversation(socket, loop, commands, outs, this::labels, first))
                .accept(loop, opening);
    return new Answer.Accept(acceptor, Subprotocols.chosen(handshake));
  }

  private Labels labels(Stream stream) {
    return labels(listener, new Route(stream, ""));
  }

  private static boolean needsBytes(Subscription subscription) {
    return subscription.frame() == FrameKind.VALUE
        && subscription.stream().format() == Format.BYTES;
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

  /**
   * A browser hides the status of a failed handshake, and so do other clients that are made like
   * it, which offer a subprotocol of ours: they are told by a close frame.
   */
  @Override
  public Answer refuse(Handshake handshake, Refusal refusal) {
    boolean hidden = handshake.header("origin").isPresent() || Subprotocols.isOurs(handshake);
    boolean visible = !handshake.upgrade() || !hidden;
    return new Answer.Refuse(refusal, visible, Subprotocols.chosen(handshake));
  }

  /** The paths that are served, sorted. */
  public List<String> paths() {
    return List.copyOf(new TreeSet<>(served.keySet()));
  }
}
