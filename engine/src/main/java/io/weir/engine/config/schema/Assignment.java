package io.weir.engine.config.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Puts the value of one variable where its name points to. Every method gives the changed tree;
 * empty: the name points nowhere in that type. Where the tree has another shape than the type, it
 * stays as it is: reading it will tell the problem.
 */
record Assignment(Tree.Text value) {

  Optional<Tree> set(Type<?> type, Tree tree, String rest) {
    return switch (type) {
      case Scalar<?> scalar -> whole(rest);
      case ListOf<?> list when list.item() instanceof Scalar -> whole(rest);
      case ListOf<?> list when list.item() instanceof WordOr -> Optional.empty();
      case WordOr<?> either -> whole(rest).or(() -> key(either.table(), mapping(tree), rest));
      case ListOf<?> list when tree instanceof Tree.Mapping || tree instanceof Tree.Text ->
          item(list, Tree.empty(tree.origin()), rest).map(changed -> tree);
      case ListOf<?> list -> item(list, tree, rest);
      case MapOf<?> map -> kept(tree, entry(map, mapping(tree), rest));
      case PairsOf<?> pairs when tree instanceof Tree.Sequence -> Optional.empty();
      case PairsOf<?> pairs -> kept(tree, pair(mapping(tree), rest));
      case Fork<?> fork ->
          set(fork.branch(tree), tree, rest).or(() -> set(fork.other(tree), tree, rest));
      case Table<?> table -> kept(tree, key(table, mapping(tree), rest));
    };
  }

  private Optional<Tree> whole(String rest) {
    return rest.isEmpty() ? Optional.of(value) : Optional.empty();
  }

  private Optional<Tree> key(Table<?> table, Tree.Mapping mapping, String rest) {
    for (Key<?> key : table.keys()) {
      Optional<Tree> changed =
          VariableName.after(VariableName.of(key.name()), rest)
              .flatMap(after -> set(key.type(), child(mapping, key.name()), after))
              .map(child -> mapping.with(key.name(), child));
      if (changed.isPresent()) {
        return changed;
      }
    }
    return Optional.empty();
  }

  /** An entry that is there, or else a new one: its name is the shortest that leaves a key. */
  private Optional<Tree> entry(MapOf<?> map, Tree.Mapping mapping, String rest) {
    for (String name : mapping.members().keySet()) {
      Optional<Tree> changed =
          VariableName.after(VariableName.of(name), rest)
              .flatMap(after -> set(map.value(), child(mapping, name), after))
              .map(child -> mapping.with(name, child));
      if (changed.isPresent()) {
        return changed;
      }
    }
    if (map.value() instanceof Scalar) {
      String name = rest.toLowerCase(Locale.ROOT).replace('_', '.');
      return rest.isEmpty() ? Optional.empty() : Optional.of(mapping.with(name, value));
    }
    return added(map.value(), rest).map(added -> mapping.with(added.name(), added.tree()));
  }

  /** A name that is there, or else a new one, with hyphens. */
  private Optional<Tree> pair(Tree.Mapping mapping, String rest) {
    String name =
        mapping.members().keySet().stream()
            .filter(key -> VariableName.of(key).equals(rest))
            .findFirst()
            .orElseGet(() -> rest.toLowerCase(Locale.ROOT).replace('_', '-'));
    return rest.isEmpty() ? Optional.empty() : Optional.of(mapping.with(name, value));
  }

  private Optional<Tree> item(ListOf<?> list, Tree tree, String rest) {
    Type<?> type = list.settable();
    List<Tree> items = tree instanceof Tree.Sequence sequence ? sequence.items() : List.of();
    for (int i = 0; i < items.size(); i++) {
      Tree item = items.get(i);
      Optional<Tree> changed =
          VariableName.itemName(item)
              .flatMap(name -> VariableName.after(VariableName.of(name), rest))
              .flatMap(after -> set(type, item, after));
      if (changed.isPresent()) {
        List<Tree> replaced = new ArrayList<>(items);
        replaced.set(i, changed.get());
        return Optional.of(new Tree.Sequence(tree.origin(), replaced));
      }
    }
    return added(type, rest).map(added -> appended(items, added));
  }

  private Tree appended(List<Tree> items, Added added) {
    Tree.Text name = new Tree.Text(value.origin(), added.name());
    List<Tree> longer = new ArrayList<>(items);
    longer.add(mapping(added.tree()).with(ListOf.NAME, name));
    return new Tree.Sequence(value.origin(), longer);
  }

  private Optional<Added> added(Type<?> type, String rest) {
    for (int i = rest.indexOf('_', 1); i > 0; i = rest.indexOf('_', i + 1)) {
      Optional<Tree> tree = set(type, Tree.empty(value.origin()), rest.substring(i + 1));
      if (tree.isPresent()) {
        String name = rest.substring(0, i).toLowerCase(Locale.ROOT).replace('_', '-');
        return Optional.of(new Added(name, tree.get()));
      }
    }
    return Optional.empty();
  }

  private record Added(String name, Tree tree) {}

  private static Optional<Tree> kept(Tree tree, Optional<Tree> changed) {
    boolean misshapen = tree instanceof Tree.Text || tree instanceof Tree.Sequence;
    return misshapen ? changed.map(any -> tree) : changed;
  }

  private Tree child(Tree.Mapping mapping, String key) {
    return mapping.find(key).orElseGet(() -> new Tree.Nothing(value.origin()));
  }

  private Tree.Mapping mapping(Tree tree) {
    return tree instanceof Tree.Mapping mapping ? mapping : Tree.empty(value.origin());
  }
}
