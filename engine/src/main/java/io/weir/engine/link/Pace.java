package io.weir.engine.link;

import io.weir.engine.stream.Slow;

/**
 * How a session takes more than its client reads.
 *
 * @param maxRate at most so many records a second, of each key the latest; 0: as they come
 */
public record Pace(Slow slow, int maxRate) {
  public static final Pace DEFAULT = new Pace(Slow.CATCH_UP, 0);
}
