package io.weir.engine.config.schema;

import java.util.function.Function;

/** A text that was understood, or why it was not. */
public sealed interface Parsed<T> {

  record Fits<T>(T value) implements Parsed<T> {}

  /**
   * It was not understood.
   *
   * @param reason follows the value in a sentence ("is not a duration: …") and never quotes it
   */
  record Unfit<T>(String reason) implements Parsed<T> {}

  static <T> Parsed<T> fits(T value) {
    return new Fits<>(value);
  }

  static <T> Parsed<T> unfit(String reason) {
    return new Unfit<>(reason);
  }

  /** The same with another value, if it fits. */
  default <R> Parsed<R> map(Function<? super T, ? extends R> change) {
    return switch (this) {
      case Fits<T>(T value) -> fits(change.apply(value));
      case Unfit<T>(String reason) -> unfit(reason);
    };
  }
}
