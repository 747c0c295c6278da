package io.weir.engine.config.schema;

import io.weir.engine.text.Nearest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A mapping with known keys. Any other key is a problem.
 *
 * @param keys in the order of the reference
 * @param refused keys that mean something elsewhere, or to a later version, and why not here
 * @param build makes the value; it may tell problems, and has to read every key
 */
public record Table<T>(List<Key<?>> keys, Map<String, String> refused, Function<Values, T> build)
    implements Type<T> {

  public static <T> Table<T> of(List<Key<?>> keys, Function<Values, T> build) {
    return new Table<>(List.copyOf(keys), Map.of(), build);
  }

  /** The same, with keys that are not available yet. */
  public Table<T> later(String... names) {
    Map<String, String> reasons = new HashMap<>(refused);
    for (String name : names) {
      reasons.put(name, "`" + name + "` is not available in this version");
    }
    return new Table<>(keys, Map.copyOf(reasons), build);
  }

  /** The same, with a key that has no place here, and why. */
  public Table<T> refusing(String name, String reason) {
    Map<String, String> reasons = new HashMap<>(refused);
    reasons.put(name, reason);
    return new Table<>(keys, Map.copyOf(reasons), build);
  }

  /** The same, with keys that have no place here. */
  public Table<T> refusing(List<Key<?>> others, String reason) {
    Table<T> table = this;
    for (Key<?> other : others) {
      table = table.refusing(other.name(), reason);
    }
    return table;
  }

  /** The same without one key. */
  Table<T> without(String name) {
    return new Table<>(
        keys.stream().filter(key -> !key.name().equals(name)).toList(), refused, build);
  }

  @Override
  public Optional<T> read(Place place, Reading reading) {
    return switch (place.tree()) {
      case Tree.Mapping mapping -> Optional.of(build(place, mapping, reading));
      case Tree.Nothing nothing -> Optional.of(empty(place, nothing.origin(), reading));
      case Tree.Text text -> misfit(place, reading);
      case Tree.Sequence sequence -> misfit(place, reading);
    };
  }

  @Override
  public Optional<T> absent(Place parent, String name, Reading reading) {
    return Optional.of(empty(parent.key(name, parent.tree()), parent.origin(), reading));
  }

  @Override
  public String form() {
    return "a mapping with " + known();
  }

  private T empty(Place place, Origin origin, Reading reading) {
    Tree.Mapping mapping = Tree.empty(origin);
    return build(place.as(mapping), mapping, reading);
  }

  private T build(Place place, Tree.Mapping mapping, Reading reading) {
    Set<String> meant = new HashSet<>();
    boolean complete = true;
    for (var member : mapping.members().entrySet()) {
      String name = member.getKey();
      if (keys.stream().noneMatch(key -> key.name().equals(name))) {
        Place at = place.key(name, new Tree.Text(member.getValue().key(), name));
        reading.problem(at, refusal(name));
        complete &= !refused.containsKey(name);
        Nearest.of(name, names()).ifPresent(meant::add);
      }
    }
    if (complete) {
      tellMissing(place, mapping, meant, reading);
    }
    return build.apply(new Values(place, reading));
  }

  private String refusal(String name) {
    String reason = refused.get(name);
    if (reason != null) {
      return reason;
    }
    if (name.equals("<<")) {
      return "merge keys are not used here: write the keys out";
    }
    return "unknown key" + Nearest.hint(name, names()) + " (known: " + known() + ")";
  }

  /** A key that was probably meant by an unknown one is not missed too. */
  private void tellMissing(Place place, Tree.Mapping mapping, Set<String> meant, Reading reading) {
    for (Key<?> key : keys) {
      if (key.required() && mapping.find(key.name()).isEmpty() && !meant.contains(key.name())) {
        reading.problem(place, "`" + key.name() + "` is missing: " + key.type().form());
      }
    }
  }

  private List<String> names() {
    return keys.stream().map(Key::name).toList();
  }

  private String known() {
    return keys.stream().map(Key::name).collect(Collectors.joining(", "));
  }
}
