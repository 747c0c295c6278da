package io.weir.engine.dial;

import io.weir.engine.json.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text in which <code>${last./pointer}</code> and <code>${last./pointer:default}</code> stand for
 * the value that a link remembers; <code>$${</code> is <code>${</code> itself.
 */
public final class Template {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\$\\{|\\$\\{last\\.([^}:]*)(?::([^}]*))?}");

  private final String text;
  private final List<Part> parts;

  private sealed interface Part {}

  private record Literal(String text) implements Part {}

  private record Last(JsonPointer pointer, Optional<String> otherwise) implements Part {}

  private Template(String text, List<Part> parts) {
    this.text = text;
    this.parts = List.copyOf(parts);
  }

  /** Why this is no template, to follow the text in a sentence; empty: it is one. */
  public static Optional<String> problem(String text) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .filter(found -> found.group(1) != null)
        .flatMap(found -> JsonPointer.problem(found.group(1)).stream())
        .findFirst()
        .map(problem -> "has ${last.…} with what " + problem);
  }

  /**
   * The template that is written so.
   *
   * @throws IllegalArgumentException if there is a {@link #problem}
   */
  public static Template parse(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    int from = 0;
    while (matcher.find()) {
      parts.add(new Literal(text.substring(from, matcher.start())));
      String pointer = matcher.group(1);
      parts.add(
          pointer == null
              ? new Literal("${")
              : new Last(JsonPointer.parse(pointer), Optional.ofNullable(matcher.group(2))));
      from = matcher.end();
    }
    parts.add(new Literal(text.substring(from)));
    return new Template(text, parts);
  }

  /** The text, if every value in it is known or has a default. */
  public Optional<String> fill(Optional<String> last, UnaryOperator<String> escape) {
    StringBuilder filled = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Literal(String literal) -> filled.append(literal);
        case Last(JsonPointer pointer, Optional<String> otherwise) -> {
          Optional<String> value = last.or(() -> otherwise);
          if (value.isEmpty()) {
            return Optional.empty();
          }
          filled.append(escape.apply(value.get()));
        }
      }
    }
    return Optional.of(filled.toString());
  }

  /** What is meant by {@code last} in it. */
  public List<JsonPointer> pointers() {
    return parts.stream()
        .flatMap(part -> part instanceof Last last ? Optional.of(last.pointer()).stream() : null)
        .toList();
  }

  /** Whether nothing is needed to fill it. */
  public boolean isComplete() {
    return fill(Optional.empty(), UnaryOperator.identity()).isPresent();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Template template && template.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Not its text, which may hold secrets. */
  @Override
  public String toString() {
    return "template of " + text.length() + " characters";
  }
}
