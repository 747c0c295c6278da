package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.Table;
import java.time.Duration;
import java.util.List;

/**
 * How Weir goes.
 *
 * @param delay between being not ready and closing anything, while everything is served; zero: none
 * @param spread over which sessions are closed, so that not all clients come back at once; zero: at
 *     once
 */
public record DrainSettings(Duration delay, Duration spread) {

  /** Zero by default: it only helps where something asks {@code /readyz}, and only that knows. */
  static final Key<Duration> DELAY =
      Key.of(
          "delay",
          Scalars.duration(Duration.ZERO, Duration.ofHours(1)),
          Duration.ZERO,
          "When Weir is stopped, `/readyz` says so at once, and clients are accepted and served for"
              + " so long a time, until load balancers send them elsewhere: longer than a balancer"
              + " takes to notice. `0s`, where there is none.");

  static final Key<Duration> SPREAD =
      Key.of(
          "spread",
          Scalars.duration(Duration.ZERO, Duration.ofHours(1)),
          Duration.ofSeconds(5),
          "When Weir is stopped, clients are closed over so long a time, so that they do not all"
              + " come back at once; `0s`: at once.");

  static final Table<DrainSettings> TABLE =
      Table.of(
          List.of(DELAY, SPREAD),
          values -> new DrainSettings(values.get(DELAY), values.get(SPREAD)));
}
