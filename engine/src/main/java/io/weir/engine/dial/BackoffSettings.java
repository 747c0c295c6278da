package io.weir.engine.dial;

import java.time.Duration;

/**
 * How long a link waits between attempts.
 *
 * @param min the longest wait after the first failure, more than zero
 * @param max the longest of all, at least {@code min}
 */
public record BackoffSettings(Duration min, Duration max) {
  public static final BackoffSettings DEFAULT =
      new BackoffSettings(Duration.ofMillis(250), Duration.ofSeconds(30));
}
