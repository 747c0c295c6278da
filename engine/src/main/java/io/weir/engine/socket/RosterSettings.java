package io.weir.engine.socket;

import java.time.Duration;

/**
 * How open sockets are kept.
 *
 * @param pingInterval between two pings to each socket; zero: none
 * @param idleTimeout after which a socket whose peer was not seen alive is closed; zero: never
 */
public record RosterSettings(Duration pingInterval, Duration idleTimeout) {
  /** Neither pings nor closes. */
  public static final RosterSettings NONE = new RosterSettings(Duration.ZERO, Duration.ZERO);

  public static final RosterSettings DEFAULT =
      new RosterSettings(Duration.ofSeconds(30), Duration.ofSeconds(90));
}
