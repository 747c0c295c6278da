package io.weir.dialects.weir;

import io.weir.dialects.weir.CommandMessage.Shape;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.error.RefusedException;
import io.weir.engine.link.From;
import io.weir.engine.link.KeyFilter;
import io.weir.engine.stream.Stream;
import io.weir.engine.text.Nearest;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what clients of {@code weir.v1} say; {@code docs/protocol/weir.v1.schema.json} has the
 * shapes. Any thread; immutable. How long a message may be, and how many keys it may ask for, is
 * looked at by others.
 */
final class Commands {
  private static final String SUBSCRIBE = "subscribe";
  private static final String UNSUBSCRIBE = "unsubscribe";
  private static final String PUBLISH = "publish";
  private static final String STREAM = "stream";
  private static final Map<String, Shape> SUBSCRIBE_SHAPES =
      Map.of(
          STREAM,
          Shape.TEXT,
          KeyPatterns.KEY,
          Shape.TEXTS,
          Beginning.FROM,
          Shape.TEXT,
          Beginning.LAST,
          Shape.NUMBER,
          PaceParameters.SLOW,
          Shape.TEXT,
          PaceParameters.MAX_RATE,
          Shape.NUMBER);

  // The id is no parameter to whoever reads them, but clients should hear of it.
  private static final Set<String> IN_SUBSCRIBE =
      with(CommandMessage.ID, SUBSCRIBE_SHAPES.keySet());
  private static final Set<String> IN_UNSUBSCRIBE = Set.of(CommandMessage.ID, STREAM);
  private static final Set<String> IN_PUBLISH =
      with(CommandMessage.ID, with(STREAM, PublishParameters.SHAPES.keySet()));
  private static final Map<String, Map<String, Shape>> SHAPES =
      Map.of(
          SUBSCRIBE,
          SUBSCRIBE_SHAPES,
          UNSUBSCRIBE,
          Map.of(STREAM, Shape.TEXT),
          PUBLISH,
          PublishParameters.SHAPES);

  private final Map<String, Stream> streams;
  private final Map<String, Inlet> inlets;
  private final InstantSource clock;

  /**
   * @param streams that clients may subscribe to, by name
   * @param inlets of the streams that they may write to, by name
   */
  Commands(Map<String, Stream> streams, Map<String, Inlet> inlets, InstantSource clock) {
    this.streams = Map.copyOf(streams);
    this.inlets = Map.copyOf(inlets);
    this.clock = clock;
  }

  private static Set<String> with(String name, Set<String> names) {
    Set<String> all = new HashSet<>(names);
    all.add(name);
    return Set.copyOf(all);
  }

  /** The most bytes of a message that publishes, around its record; empty: none may. */
  Optional<Integer> largestMessage() {
    return inlets.values().stream().map(Inlet::maxMessageBytes).max(Comparator.naturalOrder());
  }

  /** The command in a message, or why it is none. */
  Command parse(String text) {
    CommandMessage message = new CommandMessage(SHAPES);
    try {
      message.read(text);
      return switch (message.command()) {
        case SUBSCRIBE -> subscribe(message);
        case UNSUBSCRIBE -> unsubscribe(message);
        case PUBLISH -> publish(message);
        default -> throw Wrong.unknown("command", message.command(), SHAPES.keySet());
      };
    } catch (RefusedException e) {
      return new Command.Refused(e.refusal(), message.id());
    }
  }

  private Command subscribe(CommandMessage message) {
    Query query = message.query();
    query.refuseUnknown(IN_SUBSCRIBE);
    Stream stream = stream(name(query));
    KeyFilter keys = KeyPatterns.of(query);
    From from = new Beginning(stream, clock.instant()).of(query);
    return new Command.Subscribe(
        stream, keys, from, PaceParameters.of(query, stream.slow()), message.id());
  }

  private static Command unsubscribe(CommandMessage message) {
    Query query = message.query();
    query.refuseUnknown(IN_UNSUBSCRIBE);
    return new Command.Unsubscribe(name(query), message.id());
  }

  private Command publish(CommandMessage message) {
    Query query = message.query();
    query.refuseUnknown(IN_PUBLISH);
    String name = name(query);
    Inlet inlet = inlets.get(name);
    if (inlet == null) {
      throw streams.containsKey(name)
          ? new Refusal(ErrorCode.NOT_WRITABLE, "stream %s is not written to".formatted(name))
              .asException()
          : unknown(name, inlets.keySet());
    }
    return new Command.Publish(
        inlet,
        PublishParameters.key(query),
        PublishParameters.value(query),
        PublishParameters.headers(query),
        message.id());
  }

  private static String name(Query query) {
    return query
        .one(STREAM)
        .filter(name -> !name.isEmpty())
        .orElseThrow(() -> Wrong.refused("parameter stream is missing: name a stream"));
  }

  private Stream stream(String name) {
    Stream stream = streams.get(name);
    if (stream == null) {
      throw unknown(name, streams.keySet());
    }
    return stream;
  }

  private static RefusedException unknown(String name, Set<String> known) {
    String hint = Nearest.of(name, known).map(near -> "; did you mean " + near + "?").orElse("");
    return new Refusal(ErrorCode.STREAM_NOT_FOUND, "unknown stream " + Wrong.shown(name) + hint)
        .asException();
  }
}
