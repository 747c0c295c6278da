package io.weir.engine.config;

import io.weir.engine.config.schema.Parsed;
import io.weir.engine.config.schema.Scalar;
import io.weir.engine.text.Nearest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A word out of a few. */
final class Choice {
  private Choice() {}

  /**
   * @param words what may be written, and what it means
   * @param later words that a later version knows
   */
  static <T> Scalar<T> of(Map<String, T> words, List<String> later) {
    Map<String, T> sorted = new TreeMap<>(words);
    String form = sorted.keySet().stream().collect(Collectors.joining("`, `", "`", "`"));
    return Scalar.of(form, text -> parse(text, sorted, later, form), value -> word(sorted, value));
  }

  private static <T> Parsed<T> parse(
      String text, Map<String, T> words, List<String> later, String form) {
    T value = words.get(text);
    if (value != null) {
      return Parsed.fits(value);
    }
    return later.contains(text)
        ? Parsed.unfit("is not available in this version; allowed: " + form)
        : Parsed.unfit(
            "is not allowed" + Nearest.hint(text, words.keySet()) + "; allowed: " + form);
  }

  private static <T> String word(Map<String, T> words, T value) {
    return words.entrySet().stream()
        .filter(entry -> entry.getValue().equals(value))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
