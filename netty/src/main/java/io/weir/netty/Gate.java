package io.weir.netty;

import io.weir.engine.limit.Connections;
import io.weir.engine.limit.Rate;
import io.weir.engine.limit.RateLimit;
import io.weir.engine.metric.Metrics;

/**
 * What the listeners of a node share: how many connections may be open on all of them, and how many
 * requests may come a second.
 */
public record Gate(Connections connections, RateLimit handshakes, Metrics metrics) {

  /** Through which everybody may come. */
  public static Gate open(Metrics metrics) {
    return new Gate(
        new Connections(0, 0), new RateLimit(Rate.UNBOUNDED, System.nanoTime()), metrics);
  }
}
