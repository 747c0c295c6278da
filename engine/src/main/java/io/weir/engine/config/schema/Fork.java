package io.weir.engine.config.schema;

import java.util.Optional;

/**
 * One of two tables, told apart by a key that only one of them has.
 *
 * @param with a table, or another fork, for a mapping that has the key
 * @param without likewise, for all else
 */
public record Fork<T>(String key, Type<? extends T> with, Type<? extends T> without)
    implements Type<T> {

  @Override
  public Optional<T> read(Place place, Reading reading) {
    return branch(place.tree()).read(place, reading).map(value -> value);
  }

  @Override
  public String form() {
    return without.form();
  }

  /** The one that this tree is to be read with. */
  Type<? extends T> branch(Tree tree) {
    return has(tree) ? with : without;
  }

  Type<? extends T> other(Tree tree) {
    return has(tree) ? without : with;
  }

  private boolean has(Tree tree) {
    return tree instanceof Tree.Mapping mapping && mapping.find(key).isPresent();
  }

  /** The same without one key. */
  Fork<T> without(String name) {
    return new Fork<>(key, without(with, name), without(without, name));
  }

  private static <T> Type<? extends T> without(Type<? extends T> branch, String name) {
    return switch (branch) {
      case Table<? extends T> table -> table.without(name);
      case Fork<? extends T> fork -> fork.without(name);
      default -> branch;
    };
  }
}
