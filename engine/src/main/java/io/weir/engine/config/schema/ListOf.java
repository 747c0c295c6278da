package io.weir.engine.config.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A list. Items that are tables may have a key {@code name}; by it variables address them. A list
 * of scalars is written in a variable with commas.
 *
 * @param form what has to be written: "a list, such as [a, b]"
 */
public record ListOf<T>(Type<T> item, String form) implements Type<List<Placed<T>>> {
  static final String NAME = "name";

  /** What variables can set of an item: not its name, because by that they find it. */
  Type<?> settable() {
    return switch (item) {
      case Table<T> table -> table.without(NAME);
      case Fork<T> fork -> fork.without(NAME);
      default -> item;
    };
  }

  /** The items that are right; of the others the problems are told. */
  @Override
  public Optional<List<Placed<T>>> read(Place place, Reading reading) {
    return switch (place.tree()) {
      case Tree.Sequence sequence -> Optional.of(items(place, sequence.items(), reading));
      case Tree.Text text when isInline(text) -> Optional.of(items(place, split(text), reading));
      case Tree.Nothing nothing -> Optional.empty();
      case Tree.Text text -> misfit(place, reading);
      case Tree.Mapping mapping -> misfit(place, reading);
    };
  }

  /** The items as they were written, right or wrong. */
  List<Tree> items(Tree tree) {
    return switch (tree) {
      case Tree.Sequence sequence -> sequence.items();
      case Tree.Text text when isInline(text) -> split(text);
      case Tree.Text text -> List.of();
      case Tree.Nothing nothing -> List.of();
      case Tree.Mapping mapping -> List.of();
    };
  }

  private List<Placed<T>> items(Place place, List<Tree> trees, Reading reading) {
    List<Placed<T>> items = new ArrayList<>();
    for (int i = 0; i < trees.size(); i++) {
      Place at = place.item(i, trees.get(i));
      item.read(at, reading).ifPresent(value -> items.add(new Placed<>(at, value)));
    }
    return List.copyOf(items);
  }

  private boolean isInline(Tree.Text text) {
    return item instanceof Scalar && !(text.origin() instanceof Origin.Line);
  }

  private static List<Tree> split(Tree.Text text) {
    return Arrays.stream(text.value().split(",", -1))
        .map(String::strip)
        .<Tree>map(part -> new Tree.Text(text.origin(), part))
        .toList();
  }
}
