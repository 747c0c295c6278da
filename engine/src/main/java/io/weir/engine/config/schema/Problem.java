package io.weir.engine.config.schema;

import java.util.Optional;

/**
 * Something in the settings that has to be changed, told in one line.
 *
 * @param path the key, from the root; "" if it is not about a key
 * @param value what was written, short and on one line; empty: nothing was, or it is secret
 * @param message what is wrong with it and what is allowed; follows the value in a sentence
 */
public record Problem(Origin origin, String path, Optional<String> value, String message) {
  private static final int MAX_VALUE_LENGTH = 80;
  private static final int MAX_PATH_LENGTH = 200;

  public Problem {
    path = shortened(oneLine(path), MAX_PATH_LENGTH);
    value = value.map(text -> shortened(oneLine(text), MAX_VALUE_LENGTH));
    message = oneLine(message);
  }

  /** Such as {@code weir.yaml:12:5: listeners[0].addres: unknown key; did you mean `address`?}. */
  @Override
  public String toString() {
    return origin.label()
        + ": "
        + (path.isEmpty() ? "" : path + ": ")
        + value.map(text -> "\"" + text + "\" ").orElse("")
        + message;
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "\u2423");
  }

  private static String shortened(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit) + "…";
  }
}
