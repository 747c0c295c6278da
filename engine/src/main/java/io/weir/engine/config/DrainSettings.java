package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.Table;
import java.time.Duration;
import java.util.List;

/**
 * How Weir goes.
 *
 * @param spread over which sessions are closed, so that not all clients come back at once; zero: at
 *     once
 */
public record DrainSettings(Duration spread) {

  static final Key<Duration> SPREAD =
      Key.of(
          "spread",
          Scalars.duration(Duration.ZERO, Duration.ofHours(1)),
          Duration.ofSeconds(5),
          "When Weir is stopped, clients are closed over so long a time, so that they do not all"
              + " come back at once; `0s`: at once.");

  static final Table<DrainSettings> TABLE =
      Table.of(List.of(SPREAD), values -> new DrainSettings(values.get(SPREAD)));
}
