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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads what clients of {@code weir.v1} say; {@code docs/protocol/weir.v1.schema.json} has the
 * shapes. Any thread; immutable. How long a message may be, and how many keys it may ask for, is
 * looked at by others.
 */
final class Commands {
  private static final String SUBSCRIBE = "subscribe";
  private static final String UNSUBSCRIBE = "unsubscribe";
  private static final String STREAM = "stream";
  private static final Map<String, Shape> SHAPES =
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
  private static final Set<String> IN_SUBSCRIBE = with(CommandMessage.ID, SHAPES.keySet());
  private static final Set<String> IN_UNSUBSCRIBE = Set.of(CommandMessage.ID, STREAM);

  private final Map<String, Stream> streams;
  private final InstantSource clock;

  /**
   * @param streams that clients may subscribe to, by name
   */
  Commands(Map<String, Stream> streams, InstantSource clock) {
    this.streams = Map.copyOf(streams);
    this.clock = clock;
  }

  private static Set<String> with(String name, Set<String> names) {
    Set<String> all = new HashSet<>(names);
    all.add(name);
    return Set.copyOf(all);
  }

  /** The command in a message, or why it is none. */
  Command parse(String text) {
    CommandMessage message = new CommandMessage(SHAPES);
    try {
      message.read(text);
      return switch (message.command()) {
        case SUBSCRIBE -> subscribe(message);
        case UNSUBSCRIBE -> unsubscribe(message);
        default ->
            throw Wrong.unknown("command", message.command(), Set.of(SUBSCRIBE, UNSUBSCRIBE));
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
    return new Command.Subscribe(stream, keys, from, PaceParameters.of(query), message.id());
  }

  private static Command unsubscribe(CommandMessage message) {
    Query query = message.query();
    query.refuseUnknown(IN_UNSUBSCRIBE);
    return new Command.Unsubscribe(name(query), message.id());
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
      String hint =
          Nearest.of(name, streams.keySet()).map(near -> "; did you mean " + near + "?").orElse("");
      throw new Refusal(ErrorCode.STREAM_NOT_FOUND, "unknown stream " + Wrong.shown(name) + hint)
          .asException();
    }
    return stream;
  }
}
