package io.weir.engine.config.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A mapping whose keys the operator chooses.
 *
 * @param key what a key may be
 * @param form what has to be written: "a mapping of names to streams"
 */
public record MapOf<T>(Scalar<String> key, Type<T> value, String form)
    implements Type<Map<String, Placed<T>>> {

  /** The entries that are right, in their order; of the others the problems are told. */
  @Override
  public Optional<Map<String, Placed<T>>> read(Place place, Reading reading) {
    return switch (place.tree()) {
      case Tree.Mapping mapping -> Optional.of(entries(place, mapping, reading));
      case Tree.Nothing nothing -> Optional.empty();
      case Tree.Text text -> misfit(place, reading);
      case Tree.Sequence sequence -> misfit(place, reading);
    };
  }

  private Map<String, Placed<T>> entries(Place place, Tree.Mapping mapping, Reading reading) {
    Map<String, Placed<T>> entries = new LinkedHashMap<>();
    mapping
        .members()
        .forEach(
            (name, member) -> {
              Place at = place.key(name, member.value());
              Place key = place.key(name, new Tree.Text(member.key(), name));
              if (key().read(key, reading).isPresent()) {
                value.read(at, reading).ifPresent(v -> entries.put(name, new Placed<>(at, v)));
              }
            });
    return Collections.unmodifiableMap(entries);
  }
}
