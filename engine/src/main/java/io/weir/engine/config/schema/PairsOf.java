package io.weir.engine.config.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names with values, where a name may be repeated: a mapping whose values may be lists, or a list
 * of such mappings.
 *
 * @param key what a name may be
 * @param form what has to be written: "a mapping of headers"
 */
public record PairsOf<T>(Scalar<String> key, Scalar<T> value, String form)
    implements Type<List<Map.Entry<String, T>>> {

  /** Those that are right, in their order; of the others the problems are told. */
  @Override
  public Optional<List<Map.Entry<String, T>>> read(Place place, Reading reading) {
    return switch (place.tree()) {
      case Tree.Mapping mapping -> Optional.of(pairs(place, reading));
      case Tree.Sequence list when list.items().stream().allMatch(Tree.Mapping.class::isInstance) ->
          Optional.of(pairs(place, reading));
      case Tree.Nothing nothing -> Optional.empty();
      case Tree.Text text -> misfit(place, reading);
      case Tree.Sequence list -> misfit(place, reading);
    };
  }

  private List<Map.Entry<String, T>> pairs(Place place, Reading reading) {
    List<Map.Entry<String, T>> pairs = new ArrayList<>();
    for (Place each : places(place)) {
      Place name = each.as(new Tree.Text(each.origin(), each.name()));
      Optional<String> named = key.read(name, reading);
      Optional<T> read = value.read(each, reading);
      if (named.isPresent() && read.isPresent()) {
        pairs.add(Map.entry(named.get(), read.get()));
      }
    }
    return List.copyOf(pairs);
  }

  /** Where the values stand, each by its name; a list of values is taken apart. */
  List<Place> places(Place place) {
    List<Place> places = new ArrayList<>();
    switch (place.tree()) {
      case Tree.Mapping mapping ->
          mapping
              .members()
              .forEach((name, member) -> addValues(place.key(name, member.value()), places));
      case Tree.Sequence list -> {
        for (int i = 0; i < list.items().size(); i++) {
          places.addAll(places(place.item(i, list.items().get(i))));
        }
      }
      case Tree.Text text -> {}
      case Tree.Nothing nothing -> {}
    }
    return places;
  }

  private static void addValues(Place at, List<Place> places) {
    if (at.tree() instanceof Tree.Sequence values) {
      values.items().forEach(item -> places.add(at.as(item)));
    } else {
      places.add(at);
    }
  }
}
