package io.weir.engine.metric;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a number is about: listener, dialect, stream, link, code. Never a key, a client or an
 * address, because each combination is a time series that is kept for ever.
 */
public record Labels(Map<String, String> values) {
  public static final Labels NONE = new Labels(Map.of());

  public Labels {
    values = Map.copyOf(values);
  }

  public static Labels of(String name, String value) {
    return NONE.and(name, value);
  }

  /** These labels and one more. */
  public Labels and(String name, String value) {
    Map<String, String> more = new TreeMap<>(values);
    more.put(name, value);
    return new Labels(more);
  }
}
