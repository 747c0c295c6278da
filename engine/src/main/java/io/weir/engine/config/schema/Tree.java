package io.weir.engine.config.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was written, before anyone asks what it means. Immutable. */
public sealed interface Tree {

  Origin origin();

  /** A scalar: quoted or not, number or word, it is text here. */
  record Text(Origin origin, String value) implements Tree {}

  /** A key without a value, or the word {@code null}. */
  record Nothing(Origin origin) implements Tree {}

  /** A list. */
  record Sequence(Origin origin, List<Tree> items) implements Tree {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** Keys and values, in the order in which they were written. */
  record Mapping(Origin origin, Map<String, Member> members) implements Tree {
    public Mapping {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** What stands under a key. */
    public Optional<Tree> find(String key) {
      return Optional.ofNullable(members.get(key)).map(Member::value);
    }

    /** The same with this value under this key. */
    public Mapping with(String key, Tree value) {
      Map<String, Member> changed = new LinkedHashMap<>(members);
      changed.merge(
          key, new Member(value.origin(), value), (old, added) -> new Member(old.key(), value));
      return new Mapping(origin, changed);
    }
  }

  /**
   * An entry of a mapping.
   *
   * @param key where its key stands
   */
  record Member(Origin key, Tree value) {}

  /** A mapping without keys. */
  static Mapping empty(Origin origin) {
    return new Mapping(origin, Map.of());
  }

  /**
   * This tree, and below it whatever it leaves out: mappings are merged key by key, everything else
   * is replaced.
   */
  default Tree over(Tree base) {
    return switch (this) {
      case Mapping above when base instanceof Mapping below -> merged(above, below);
      case Nothing nothing when base instanceof Mapping || base instanceof Sequence -> base;
      case Mapping all -> all;
      case Sequence all -> all;
      case Text all -> all;
      case Nothing all -> all;
    };
  }

  private static Mapping merged(Mapping above, Mapping below) {
    Map<String, Member> members = new LinkedHashMap<>(below.members());
    above
        .members()
        .forEach(
            (key, member) ->
                members.merge(
                    key,
                    member,
                    (low, high) -> new Member(high.key(), high.value().over(low.value()))));
    return new Mapping(above.origin(), members);
  }
}
