package io.weir.engine.config.schema;

import java.util.Map;
import java.util.Optional;

/**
 * One of a few words, or a table.
 *
 * @param form what has to be written: "`open`, or a mapping with basic"
 */
public record WordOr<T>(Map<String, T> words, Table<T> table, String form) implements Type<T> {

  @Override
  public Optional<T> read(Place place, Reading reading) {
    return switch (place.tree()) {
      case Tree.Text text -> word().read(place, reading);
      case Tree.Mapping mapping -> table.read(place, reading);
      case Tree.Nothing nothing -> word().read(place, reading);
      case Tree.Sequence sequence -> misfit(place, reading);
    };
  }

  private Scalar<T> word() {
    return new Scalar<>(
        form,
        text ->
            Optional.ofNullable(words.get(text))
                .map(Parsed::fits)
                .orElseGet(() -> Parsed.unfit("is not allowed here: write " + form)),
        Object::toString,
        true);
  }
}
