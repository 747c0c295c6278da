package io.weir.engine.config.schema;

import java.util.Optional;

/** What may stand under a key. */
public sealed interface Type<T> permits Scalar, ListOf, MapOf, PairsOf, Table, WordOr, Fork {

  /** Reads what stands at a place; empty: it is wrong, and the problem is told. */
  Optional<T> read(Place place, Reading reading);

  /** What is read where the key is left out and has no default of its own. */
  default Optional<T> absent(Place parent, String name, Reading reading) {
    return Optional.empty();
  }

  /** What has to be written, for problems and the reference: "a duration, such as 15s". */
  String form();

  /** Tells that something else than this type stands there. */
  default Optional<T> misfit(Place place, Reading reading) {
    String found =
        switch (place.tree()) {
          case Tree.Text text -> "a single value";
          case Tree.Nothing nothing -> "nothing";
          case Tree.Sequence sequence -> "a list";
          case Tree.Mapping mapping -> "a mapping";
        };
    reading.problem(place, "expected " + form() + ", found " + found);
    return Optional.empty();
  }
}
