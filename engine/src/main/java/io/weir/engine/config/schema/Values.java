package io.weir.engine.config.schema;

import java.util.Arrays;
import java.util.Optional;

/** What stands under the keys of one table. A value that is wrong is replaced by its stand-in. */
public record Values(Place place, Reading reading) {

  /** The value of a key that has a default, a stand-in, or is a section. */
  public <T> T get(Key<T> key) {
    return find(key)
        .or(key::standIn)
        .or(() -> key.type().absent(place, key.name(), reading))
        .orElseThrow(() -> new IllegalArgumentException("may be left out: " + key.name()));
  }

  /** The value that is written and right. */
  public <T> Optional<T> find(Key<T> key) {
    return place.find(key.name()).flatMap(at -> key.type().read(at, reading));
  }

  /** Whether the key is written, be it right or wrong. */
  public boolean has(Key<?> key) {
    return place.find(key.name()).isPresent();
  }

  /** Where the key stands; if it is left out, where the table stands. */
  public Place at(Key<?> key) {
    return place.find(key.name()).orElse(place);
  }

  /** Whether no problem was told of any of these keys: only then comparing them makes sense. */
  public boolean sound(Key<?>... keys) {
    String prefix = place.path().isEmpty() ? "" : place.path() + ".";
    return Arrays.stream(keys).allMatch(key -> reading.sound(prefix + key.name()));
  }

  /** The key that this table stands under. */
  public String name() {
    return place.name();
  }

  /** Something is wrong with a key, or with its being left out. */
  public void problem(Key<?> key, String message) {
    reading.problem(at(key), message);
  }
}
