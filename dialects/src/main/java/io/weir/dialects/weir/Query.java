package io.weir.dialects.weir;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Parameters by name, as texts. Whoever reads one that is wrong is told by a {@link
 * io.weir.engine.error.RefusedException}.
 *
 * @param parameters in the order in which they were given
 */
record Query(Map<String, List<String>> parameters) {
  private static final int MAX_DIGITS = 9;

  void refuseUnknown(Collection<String> known) {
    for (String name : parameters.keySet()) {
      if (!known.contains(name)) {
        throw Wrong.unknown("parameter", name, known);
      }
    }
  }

  boolean has(String name) {
    return parameters.containsKey(name);
  }

  List<String> all(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  /** One that may be given at most once. */
  Optional<String> one(String name) {
    List<String> values = all(name);
    if (values.size() > 1) {
      throw Wrong.refused(
          "parameter %s is given %d times: give it once".formatted(name, values.size()));
    }
    return values.stream().findFirst();
  }

  Optional<Boolean> flag(String name) {
    return one(name)
        .map(
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw Wrong.value(name, text, "give true or false");
                });
  }

  /** A whole number from 1. */
  Optional<Integer> count(String name, int max) {
    return one(name).map(text -> count(name, text, text, max));
  }

  /**
   * A whole number from 1.
   *
   * @param digits the part of a parameter's value that should be one
   */
  static int count(String name, String value, String digits, int max) {
    boolean number = digits.matches("\\d{1," + MAX_DIGITS + "}");
    int count = number ? Integer.parseInt(digits) : 0;
    if (count < 1 || count > max) {
      throw Wrong.value(name, value, "give a whole number from 1 to %,d".formatted(max));
    }
    return count;
  }

  /** One of some words. */
  <T> Optional<T> choice(String name, Collection<T> choices, Function<T, String> id) {
    return one(name)
        .map(
            text ->
                choices.stream()
                    .filter(choice -> id.apply(choice).equals(text))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            Wrong.unknown(
                                name, text, choices.stream().map(id).collect(Collectors.toSet()))));
  }

  <T> Optional<T> choice(String name, T[] choices, Function<T, String> id) {
    return choice(name, Arrays.asList(choices), id);
  }
}
