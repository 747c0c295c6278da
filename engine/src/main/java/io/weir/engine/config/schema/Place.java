package io.weir.engine.config.schema;

import java.util.Optional;
import java.util.Set;

/**
 * A value in the settings, where it stands, and the way there from the root.
 *
 * @param path such as {@code listeners[0].address}; "" is the root
 * @param name the last step of the path: a key, or "" for an item of a list
 */
public record Place(String path, String name, Tree tree) {

  public static Place root(Tree tree) {
    return new Place("", "", tree);
  }

  /** What stands under a key of this mapping. */
  public Optional<Place> find(String key) {
    return tree instanceof Tree.Mapping mapping
        ? mapping.find(key).map(value -> key(key, value))
        : Optional.empty();
  }

  /** The keys of this mapping, in their order; none if it is something else. */
  public Set<String> keys() {
    return tree instanceof Tree.Mapping mapping ? mapping.members().keySet() : Set.of();
  }

  /** The place of a value under a key of this one. */
  public Place key(String key, Tree value) {
    return new Place(path.isEmpty() ? key : path + "." + key, key, value);
  }

  /** The place of an item of this list. */
  public Place item(int index, Tree value) {
    return new Place(path + "[" + index + "]", "", value);
  }

  /** The same place as if this stood there. */
  public Place as(Tree other) {
    return new Place(path, name, other);
  }

  public Origin origin() {
    return tree.origin();
  }
}
