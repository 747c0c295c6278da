package io.weir.engine.stream;

import java.time.Duration;

/**
 * How far back clients may read a stream.
 *
 * @param maxAge older records are not shown to those who begin; zero: however old
 * @param maxRecords of each partition so many of the latest; 0: all
 */
public record History(Duration maxAge, long maxRecords) {
  public static final History ALL = new History(Duration.ZERO, 0);
}
