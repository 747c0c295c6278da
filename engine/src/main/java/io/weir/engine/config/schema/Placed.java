package io.weir.engine.config.schema;

/** A value that was read, and where it stood: for checks that compare it with others. */
public record Placed<T>(Place place, T value) {

  /** Where a key of it stands; if it is left out, where the whole stands. */
  public Place at(Key<?> key) {
    return place.find(key.name()).orElse(place);
  }
}
