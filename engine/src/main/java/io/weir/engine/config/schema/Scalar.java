package io.weir.engine.config.schema;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A single value.
 *
 * @param form what has to be written: "a duration, such as 15s"
 * @param parse understands the text or says why not, without quoting it
 * @param print the inverse of {@code parse}, for defaults
 * @param secret whether problems must not show what was written
 * @param masked what of a secret may be shown where settings are printed
 * @param templated whether it may hold what is filled in while Weir runs: <code>${last…}</code>
 */
public record Scalar<T>(
    String form,
    Function<String, Parsed<T>> parse,
    Function<T, String> print,
    boolean secret,
    UnaryOperator<String> masked,
    boolean templated)
    implements Type<T> {
  static final String MASK = "•••";

  public Scalar(
      String form, Function<String, Parsed<T>> parse, Function<T, String> print, boolean secret) {
    this(form, parse, print, secret, text -> MASK, false);
  }

  /** A secret text with what is filled in while Weir runs. */
  public static <T> Scalar<T> template(
      String form, Function<String, Parsed<T>> parse, UnaryOperator<String> masked) {
    return new Scalar<>(form, parse, Object::toString, true, masked, true);
  }

  public static <T> Scalar<T> of(
      String form, Function<String, Parsed<T>> parse, Function<T, String> print) {
    return new Scalar<>(form, parse, print, false);
  }

  @Override
  public Optional<T> read(Place place, Reading reading) {
    return switch (place.tree()) {
      case Tree.Text text ->
          reading
              .expand(place, text, templated)
              .flatMap(value -> parsed(place, text, value, reading));
      case Tree.Nothing nothing -> {
        reading.problem(place, absence(nothing.origin()));
        yield Optional.empty();
      }
      case Tree.Sequence sequence -> misfit(place, reading);
      case Tree.Mapping mapping -> misfit(place, reading);
    };
  }

  private String absence(Origin origin) {
    return origin instanceof Origin.Unset unset
        ? "is not set, and `" + unset.wantedBy() + "` asks for it" + (secret ? "" : ": " + form)
        : "has no value: write " + form;
  }

  /** A problem shows what was written, placeholders and all: what they stand for may be secret. */
  private Optional<T> parsed(Place place, Tree.Text written, String value, Reading reading) {
    return switch (parse.apply(value)) {
      case Parsed.Fits<T>(T fits) -> Optional.of(fits);
      case Parsed.Unfit<T>(String reason) -> {
        Optional<String> shown = secret ? Optional.empty() : Optional.of(written.value());
        String subject = secret ? "the value (not shown) " : "";
        reading.add(new Problem(place.origin(), place.path(), shown, subject + reason));
        yield Optional.empty();
      }
    };
  }
}
