package io.weir.engine.config.schema;

import java.util.Map;
import java.util.Optional;

/**
 * A single value, such as one of a few words, or a table that says more.
 *
 * @param word whose form tells of both: "`open`, or a mapping with basic"
 */
public record WordOr<T>(Scalar<T> word, Table<T> table) implements Type<T> {

  /** One of a few words, or a table. */
  public static <T> WordOr<T> of(Map<String, T> words, Table<T> table, String form) {
    return new WordOr<>(word(words, form), table);
  }

  @Override
  public String form() {
    return word.form();
  }

  @Override
  public Optional<T> read(Place place, Reading reading) {
    return switch (place.tree()) {
      case Tree.Text text -> word.read(place, reading);
      case Tree.Mapping mapping -> table.read(place, reading);
      case Tree.Nothing nothing -> word.read(place, reading);
      case Tree.Sequence sequence -> misfit(place, reading);
    };
  }

  private static <T> Scalar<T> word(Map<String, T> words, String form) {
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
