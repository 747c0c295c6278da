package io.weir.engine.config.schema;

import java.util.Optional;

/**
 * A key of a table: what it is called, what may stand there, what it means if left out.
 *
 * @param standIn its value where it is left out or wrong; reading goes on with it
 * @param required whether leaving it out is a problem
 * @param otherwise how the reference tells what it is when left out; "" for sections
 * @param meaning one sentence, as Markdown
 */
public record Key<T>(
    String name,
    Type<T> type,
    Optional<T> standIn,
    boolean required,
    String otherwise,
    String meaning) {

  /** A key with a default. */
  public static <T> Key<T> of(String name, Scalar<T> type, T standard, String meaning) {
    String printed = "`" + type.print().apply(standard) + "`";
    return new Key<>(name, type, Optional.of(standard), false, printed, meaning);
  }

  /** A key that must be there. The stand-in lets the checks after it go on. */
  public static <T> Key<T> required(String name, Type<T> type, T standIn, String meaning) {
    return new Key<>(name, type, Optional.of(standIn), true, "required", meaning);
  }

  /** A key that may be left out; {@code otherwise} says what that means. */
  public static <T> Key<T> optional(String name, Type<T> type, String otherwise, String meaning) {
    return new Key<>(name, type, Optional.empty(), false, otherwise, meaning);
  }

  /** A collection that is empty if left out. */
  public static <T> Key<T> collection(
      String name, Type<T> type, T empty, String otherwise, String meaning) {
    return new Key<>(name, type, Optional.of(empty), false, otherwise, meaning);
  }

  /** A table all of whose keys may be left out. */
  public static <T> Key<T> section(String name, Table<T> type, String meaning) {
    return new Key<>(name, type, Optional.empty(), false, "", meaning);
  }
}
