package io.weir.engine.config;

/**
 * Something that is never shown: not in problems, logs, exceptions or settings that are printed.
 *
 * @param value call this in the one place that needs it
 */
public record Secret(String value) {
  @Override
  public String toString() {
    return "•••";
  }
}
