package io.weir.engine.text;

import java.time.Duration;

/** Durations as people write them. */
public final class Durations {
  private Durations() {}

  /** As settings have it: whole numbers, in the largest unit that needs no fraction. */
  public static String print(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 60 != 0 || seconds == 0) {
      return seconds + "s";
    }
    return seconds % 3600 != 0 ? seconds / 60 + "m" : seconds / 3600 + "h";
  }
}
