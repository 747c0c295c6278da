package io.weir.engine.config.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How keys and names are written in environment variables. */
public final class VariableName {
  private VariableName() {}

  /** In capitals, with an underscore for whatever is neither letter nor digit. */
  public static String of(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /** What follows the step and an underscore; "" if nothing does; empty: it is another step. */
  static Optional<String> after(String step, String rest) {
    if (rest.equals(step)) {
      return Optional.of("");
    }
    return rest.startsWith(step + "_")
        ? Optional.of(rest.substring(step.length() + 1))
        : Optional.empty();
  }

  /** Adds every variable that has a meaning for the tree, but for new names and free keys. */
  static void list(Type<?> type, Tree tree, String path, List<String> names) {
    switch (type) {
      case Scalar<?> scalar -> names.add(path);
      case Table<?> table -> keys(table, tree, path, names);
      case WordOr<?> either -> {
        names.add(path);
        keys(either.table(), tree, path, names);
      }
      case ListOf<?> list -> items(list, tree, path, names);
      case MapOf<?> map -> entries(map, tree, path, names);
      case PairsOf<?> pairs when tree instanceof Tree.Mapping mapping ->
          mapping.members().keySet().forEach(name -> names.add(path + "_" + of(name)));
      case PairsOf<?> pairs -> {}
      case Fork<?> fork -> list(fork.branch(tree), tree, path, names);
    }
  }

  private static void keys(Table<?> table, Tree tree, String path, List<String> names) {
    for (Key<?> key : table.keys()) {
      Tree child = child(tree, key.name()).orElseGet(() -> new Tree.Nothing(tree.origin()));
      list(key.type(), child, path + "_" + of(key.name()), names);
    }
  }

  private static void items(ListOf<?> list, Tree tree, String path, List<String> names) {
    if (list.item() instanceof Scalar) {
      names.add(path);
    } else if (tree instanceof Tree.Sequence sequence) {
      for (Tree item : sequence.items()) {
        itemName(item).ifPresent(name -> list(list.settable(), item, path + "_" + of(name), names));
      }
    }
  }

  private static void entries(MapOf<?> map, Tree tree, String path, List<String> names) {
    if (tree instanceof Tree.Mapping mapping) {
      mapping
          .members()
          .forEach(
              (name, member) -> list(map.value(), member.value(), path + "_" + of(name), names));
    }
  }

  /** The name by which variables address an item of a list. */
  static Optional<String> itemName(Tree item) {
    return child(item, ListOf.NAME)
        .flatMap(
            name -> name instanceof Tree.Text text ? Optional.of(text.value()) : Optional.empty());
  }

  private static Optional<Tree> child(Tree tree, String key) {
    return tree instanceof Tree.Mapping mapping ? mapping.find(key) : Optional.empty();
  }
}
