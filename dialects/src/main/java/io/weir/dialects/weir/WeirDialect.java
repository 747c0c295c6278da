package io.weir.dialects.weir;

import io.weir.engine.access.Credentials;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.error.RefusedException;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.link.Outs;
import io.weir.engine.link.Subscription;
import io.weir.engine.link.in.Ins;
import io.weir.engine.link.in.Publication;
import io.weir.engine.listener.Answer;
import io.weir.engine.listener.Body;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Answers native handshakes. Any loop; immutable. */
public final class WeirDialect implements Dialect {
  private static final String NAME = "weir";
  private static final Refusal ONLY_TEXT =
      new Refusal(
          ErrorCode.NOT_ACCEPTABLE,
          "the values of this stream are bytes, which only a WebSocket carries: ask for frame=record");

  private static final Refusal NOT_WRITTEN_TO =
      new Refusal(ErrorCode.METHOD_NOT_ALLOWED, "nothing is written to at this path");
  private static final Refusal FULL =
      new Refusal(ErrorCode.BUSY, "too much of what was sent is not acknowledged yet");

  /** How many records of the largest size the lines of one body may be. */
  private static final int MAX_BODY_RECORDS = 16;

  /** A route and the labels under which its sessions are counted, made once for all of them. */
  private record Served(Route route, Labels labels) {}

  private final Map<String, Served> served;
  private final Inlets inlets;
  private final Ins ins;
  private final Outs outs;
  private final InstantSource clock;
  private final String listener;
  private final Commands commands;

  /**
   * @param listener the name under which sessions are counted
   * @param routes what is read, by exact path
   * @param inlets what is written to, by path, of which one step may be {@code {key}}
   */
  public WeirDialect(
      String listener, Map<String, Route> routes, Map<String, Inlet> inlets, Outs outs, Ins ins) {
    this(listener, routes, inlets, outs, ins, InstantSource.system());
  }

  WeirDialect(
      String listener,
      Map<String, Route> routes,
      Map<String, Inlet> inlets,
      Outs outs,
      Ins ins,
      InstantSource clock) {
    this.inlets = new Inlets(inlets);
    this.ins = ins;
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
    this.commands = new Commands(streams, writable(inlets), clock);
  }

  /** Those that are written to at their own path, by name. */
  private static Map<String, Inlet> writable(Map<String, Inlet> inlets) {
    Map<String, Inlet> streams = new HashMap<>();
    inlets.forEach(
        (path, inlet) -> {
          if (path.equals(Route.path(inlet.stream()))) {
            streams.put(inlet.stream().name(), inlet);
          }
        });
    return streams;
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
    String path = handshake.path();
    Served at = served.get(path);
    Optional<Inlets.Found> inlet = inlets.find(path);
    if (path.equals(Route.ALL) && at == null && Subprotocols.isConversation(handshake)) {
      return converse(handshake, Optional.empty());
    }
    if (at == null && inlet.isEmpty()) {
      return path.equals("/") && !handshake.upgrade()
          ? new Answer.Page(200, Help.listener(handshake, paths()))
          : refuse(handshake, notFound(handshake));
    }
    try {
      return open(handshake, Optional.ofNullable(at), inlet);
    } catch (RefusedException e) {
      return refuse(handshake, e.refusal());
    }
  }

  /** At a path where something is read, or written to, or both. */
  private Answer open(Handshake handshake, Optional<Served> at, Optional<Inlets.Found> inlet) {
    if (handshake.isPost()) {
      return inlet
          .map(found -> post(handshake, found))
          .orElseGet(() -> refuse(handshake, NOT_WRITTEN_TO));
    }
    if (!handshake.upgrade() && (at.isEmpty() || handshake.wire().isEmpty())) {
      return new Answer.Page(200, Help.path(handshake, at.map(Served::route), inlet));
    }
    if (at.isEmpty()) {
      return publish(handshake, inlet.orElseThrow());
    }
    return handshake.upgrade() && inlet.isPresent() && !Subprotocols.isConversation(handshake)
        ? both(handshake, at.get(), inlet.get())
        : subscribe(handshake, at.get());
  }

  private Answer publish(Handshake handshake, Inlets.Found inlet) {
    if (Subprotocols.isConversation(handshake)) {
      return converse(handshake, Optional.empty());
    }
    PublicationParameters parameters = new PublicationParameters(handshake, inlet);
    parameters.refuseUnknown();
    return new Answer.Accept(
            ins.publish(publication(parameters, inlet)), Subprotocols.chosen(handshake))
        .taking(new Answer.Taking(inlet.inlet().maxMessageBytes()));
  }

  /** The lines of NDJSON are records; any other body is one. */
  private Answer post(Handshake handshake, Inlets.Found inlet) {
    PublicationParameters parameters = new PublicationParameters(handshake, inlet);
    parameters.refuseUnknown();
    Publication publication = publication(parameters, inlet);
    boolean lines =
        handshake
            .header("content-type")
            .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("application/x-ndjson"))
            .isPresent();
    int maxRecord = inlet.inlet().maxMessageBytes();
    return new Answer.Take(
        exchange -> {
          Optional<Body> taker = ins.post(publication, lines, maxRecord, exchange);
          if (taker.isEmpty()) {
            exchange.refuse(FULL);
          }
          return taker;
        },
        lines ? (long) MAX_BODY_RECORDS * maxRecord : maxRecord);
  }

  private Answer both(Handshake handshake, Served at, Inlets.Found inlet) {
    Stream stream = at.route().stream();
    Set<String> others = PublicationParameters.known(inlet.inlet());
    Subscription subscription =
        Parameters.of(handshake, stream, others, clock.instant()).subscription(stream, at.labels());
    Publication publication = publication(new PublicationParameters(handshake, inlet), inlet);
    boolean marked = subscription.frame() == FrameKind.VALUE;
    return new Answer.Accept(
            ins.beside(publication, marked, outs.subscribe(subscription)),
            Subprotocols.chosen(handshake))
        .taking(new Answer.Taking(inlet.inlet().maxMessageBytes()));
  }

  private Publication publication(PublicationParameters parameters, Inlets.Found inlet) {
    Inlet to = inlet.inlet();
    return parameters.publication(
        to.settings().acks(), labels(listener, new Route(to.stream(), to.link())));
  }

  private Answer subscribe(Handshake handshake, Served at) {
    Stream stream = at.route().stream();
    Subscription subscription =
        Parameters.of(handshake, stream, clock.instant()).subscription(stream, at.labels());
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
                    socket ->
                        new Conversation(
                            socket, loop, commands, outs, ins, handshake, this::labels, first))
                .accept(loop, opening);
    Answer.Accept accept = new Answer.Accept(acceptor, Subprotocols.chosen(handshake));
    return commands
        .largestMessage()
        .map(bytes -> accept.taking(new Answer.Taking(bytes)))
        .orElse(accept);
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
    String hint = Nearest.of(path, paths()).map(near -> "; did you mean " + near + "?").orElse("");
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
    Set<String> paths = new TreeSet<>(served.keySet());
    paths.addAll(inlets.paths());
    return List.copyOf(paths);
  }
}
