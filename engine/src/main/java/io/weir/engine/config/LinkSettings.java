package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.Parsed;
import io.weir.engine.config.schema.Scalar;
import io.weir.engine.config.schema.Table;
import io.weir.engine.config.schema.Values;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A path at which a stream can be read or written, besides its own.
 *
 * @param name for metrics; if left out, the path
 * @param path as in {@link io.weir.engine.listener.Handshake#path}
 * @param stream the name of a declared stream
 * @param listeners the names of the listeners that serve it
 * @param in how it is written to; empty: it is read
 */
public record LinkSettings(
    String name,
    String path,
    String stream,
    List<String> listeners,
    Optional<PublicationSettings> in) {
  static final String STREAM_PATH = "/streams/";

  /** A step of a path that stands for the key of what comes in there. */
  public static final String KEY_STEP = "{key}";

  static final Key<String> NAME =
      Key.optional(
          "name",
          Scalars.NAMED,
          "the path",
          "What metrics and environment variables call it; unique.");

  static final Key<String> ACCEPT =
      Key.required(
          "accept",
          Scalar.of(
              "a path such as /live/trucks, or NAME for /streams/NAME",
              LinkSettings::path,
              Function.identity()),
          "",
          "The path, beginning with `/`; a mere name is short for `/streams/NAME`. With `in` one step"
              + " may be `{key}`.");

  static final Key<String> OUT =
      Key.required(
          "out", Scalars.NAMED, "", "The stream that is read there; it has to be declared.");

  static final Key<String> IN =
      Key.required(
          "in", Scalars.NAMED, "", "The stream that is written to there; it has to be declared.");

  static final Key<String> LISTENER =
      Key.optional("listener", Scalars.NAMED, "all native listeners", "The listener it is on.");

  static final Table<Unbound> OUT_TABLE =
      Table.of(
              List.of(NAME, ACCEPT, OUT, LISTENER),
              values -> new Unbound(values, OUT, Optional.empty()))
          .refusing(PublicationKeys.ALL, "goes with `in` only: nothing comes in on this link");

  static final Table<Unbound> IN_TABLE =
      Table.of(
              Stream.concat(
                      Stream.<Key<?>>of(NAME, ACCEPT, IN, LISTENER), PublicationKeys.ALL.stream())
                  .toList(),
              values -> new Unbound(values, IN, Optional.of(PublicationKeys.build(values))))
          .refusing(
              OUT.name(),
              "a link has one direction: write one with `in` and one with `out`, both on this path");

  /**
   * A link of which it is not yet known whether its stream and its listener exist. Where a key was
   * wrong, it is "".
   */
  record Unbound(
      Optional<String> name,
      String path,
      String stream,
      Optional<String> listener,
      Optional<PublicationSettings> in)
      implements LinkEntry {
    private Unbound(Values values, Key<String> direction, Optional<PublicationSettings> in) {
      this(values.find(NAME), values.get(ACCEPT), values.get(direction), values.find(LISTENER), in);
    }

    /** The key that names the stream. */
    Key<String> direction() {
      return in.isPresent() ? IN : OUT;
    }

    LinkSettings bound(List<String> listeners) {
      return new LinkSettings(
          name.orElse(path), path, stream, listener.map(List::of).orElse(listeners), in);
    }
  }

  private static Parsed<String> path(String text) {
    if (!text.startsWith("/")) {
      return Scalars.NAMED.parse().apply(text).map(name -> STREAM_PATH + name);
    }
    boolean plain = text.matches("/|(/(\\{key}|[A-Za-z0-9._~!$&'()*+,;=:@-]+))+");
    boolean steps = text.matches(".*/\\.{1,2}(/.*)?");
    return plain && !steps && text.length() <= 1024
        ? Parsed.fits(text)
        : Parsed.unfit(
            "is not a path: /a/b with letters, digits and -._~!$&'()*+,;=:@, without empty steps,"
                + " `.`, `..`, a slash at the end, or escapes; at most 1024 characters");
  }
}
