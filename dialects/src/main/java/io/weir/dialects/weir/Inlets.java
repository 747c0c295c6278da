package io.weir.dialects.weir;

import io.weir.engine.config.LinkSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what is written to at a path. Immutable. */
final class Inlets {
  private final Map<String, Inlet> exact = new HashMap<>();
  private final List<Pattern> patterns = new ArrayList<>();

  /** A path with a step for any key. */
  private record Pattern(String path, String before, String after, Inlet inlet) {
    private Optional<Found> match(String asked) {
      int end = asked.length() - after.length();
      boolean fits = asked.startsWith(before) && asked.endsWith(after) && end > before.length();
      String key = fits ? asked.substring(before.length(), end) : "";
      return key.isEmpty() || key.contains("/")
          ? Optional.empty()
          : Optional.of(new Found(path, inlet, key));
    }
  }

  /**
   * An inlet at a path.
   *
   * @param path as it is in the settings
   * @param key the step that stands for it, "" if there is none
   */
  record Found(String path, Inlet inlet, String key) {}

  /**
   * @param inlets by path, of which one step may be {@link LinkSettings#KEY_STEP}
   */
  Inlets(Map<String, Inlet> inlets) {
    inlets.forEach(
        (path, inlet) -> {
          int step = path.indexOf(LinkSettings.KEY_STEP);
          if (step < 0) {
            exact.put(path, inlet);
          } else {
            String after = path.substring(step + LinkSettings.KEY_STEP.length());
            patterns.add(new Pattern(path, path.substring(0, step), after, inlet));
          }
        });
  }

  /** What is there; a path that is written out goes before one that stands for many. */
  Optional<Found> find(String path) {
    Inlet at = exact.get(path);
    return at == null
        ? patterns.stream().flatMap(pattern -> pattern.match(path).stream()).findFirst()
        : Optional.of(new Found(path, at, ""));
  }

  Collection<String> paths() {
    List<String> all = new ArrayList<>(exact.keySet());
    patterns.forEach(pattern -> all.add(pattern.path()));
    return all;
  }
}
