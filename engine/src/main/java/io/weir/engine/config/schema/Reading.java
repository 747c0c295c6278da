package io.weir.engine.config.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One pass over the settings: it knows the environment that placeholders refer to, and collects
 * every problem. A problem that is told twice counts once.
 *
 * <p>Thread: the one that reads.
 */
public final class Reading {
  private static final Comparator<Origin> IN_ORDER =
      Comparator.comparingInt(Reading::line).thenComparingInt(Reading::column);

  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Placeholders placeholders;

  public Reading(Map<String, String> environment) {
    this.placeholders = new Placeholders(environment);
  }

  /** The value that is written there is wrong. */
  public void problem(Place place, String message) {
    problem(place.origin(), place.path(), message);
  }

  public void problem(Origin origin, String path, String message) {
    add(new Problem(origin, path, Optional.empty(), message));
  }

  public void add(Problem problem) {
    problems.add(problem);
  }

  /** Everything that is wrong, in the order of the file; variables and flags come last. */
  public List<Problem> problems() {
    List<Problem> sorted = new ArrayList<>(problems);
    sorted.sort(Comparator.comparing(Problem::origin, IN_ORDER));
    return List.copyOf(sorted);
  }

  /** Whether nothing was wrong so far with the value at a path and below it. */
  public boolean sound(String path) {
    return problems.stream()
        .map(Problem::path)
        .noneMatch(
            other ->
                other.equals(path) || other.startsWith(path + ".") || other.startsWith(path + "["));
  }

  /**
   * The text with its placeholders replaced, if it comes from a file; empty: a problem is told.
   *
   * @param templated whether it is a template then: see {@link Placeholders#template}
   */
  Optional<String> expand(Place place, Tree.Text text, boolean templated) {
    if (!(text.origin() instanceof Origin.Line)) {
      return Optional.of(text.value());
    }
    String written = text.value();
    return switch (templated ? placeholders.template(written) : placeholders.expand(written)) {
      case Parsed.Fits<String>(String value) -> Optional.of(value);
      case Parsed.Unfit<String>(String reason) -> {
        problem(place, reason);
        yield Optional.empty();
      }
    };
  }

  private static int line(Origin origin) {
    return origin instanceof Origin.Line line ? line.line() : Integer.MAX_VALUE;
  }

  private static int column(Origin origin) {
    return origin instanceof Origin.Line line ? line.column() : Integer.MAX_VALUE;
  }
}
