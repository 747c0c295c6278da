package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.Table;
import io.weir.engine.config.schema.Values;
import io.weir.engine.socket.RosterSettings;
import io.weir.engine.text.Durations;
import java.time.Duration;
import java.util.List;

/** The section {@code sessions}: how open sockets are kept. */
final class SessionKeys {
  static final Key<Duration> PING_INTERVAL =
      Key.of(
          "ping-interval",
          Scalars.duration(Duration.ZERO, Duration.ofDays(1)),
          RosterSettings.DEFAULT.pingInterval(),
          "Between two pings to each client; `0s`: none.");

  static final Key<Duration> IDLE_TIMEOUT =
      Key.of(
          "idle-timeout",
          Scalars.duration(Duration.ZERO, Duration.ofDays(1)),
          RosterSettings.DEFAULT.idleTimeout(),
          "A client that shows no sign of life for so long is closed; `0s`: never.");

  static final Table<RosterSettings> TABLE =
      Table.of(List.of(PING_INTERVAL, IDLE_TIMEOUT), SessionKeys::build);

  private SessionKeys() {}

  private static RosterSettings build(Values values) {
    Duration ping = values.get(PING_INTERVAL);
    Duration idle = values.get(IDLE_TIMEOUT);
    boolean quiet = !idle.isZero() && idle.compareTo(ping) <= 0;
    if (quiet && values.sound(PING_INTERVAL, IDLE_TIMEOUT)) {
      values.problem(
          values.has(IDLE_TIMEOUT) ? IDLE_TIMEOUT : PING_INTERVAL,
          ("sessions.idle-timeout=%s <= sessions.ping-interval=%s, so that clients which"
                  + " only listen would be closed: raise sessions.idle-timeout")
              .formatted(Durations.print(idle), Durations.print(ping)));
    }
    return new RosterSettings(ping, idle);
  }
}
