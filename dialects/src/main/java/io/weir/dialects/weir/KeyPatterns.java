package io.weir.dialects.weir;

import io.weir.engine.link.KeyFilter;
import java.util.List;

/** Which keys a client wants: {@code key}. */
final class KeyPatterns {
  static final String KEY = "key";

  private KeyPatterns() {}

  static KeyFilter of(Query query) {
    List<String> patterns = query.all(KEY);
    for (String pattern : patterns) {
      int star = pattern.indexOf('*');
      if (pattern.isEmpty()) {
        throw Wrong.refused("parameter key is empty: give a key, a prefix like truck-*, or *");
      }
      if (star >= 0 && star < pattern.length() - 1) {
        throw Wrong.value(KEY, pattern, "a * may stand at the end only, as in truck-*");
      }
    }
    return KeyFilter.of(patterns);
  }
}
