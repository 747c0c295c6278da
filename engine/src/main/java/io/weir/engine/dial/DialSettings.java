package io.weir.engine.dial;

import io.weir.engine.json.JsonPointer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a link dials.
 *
 * @param open in this order
 * @param expect longer silence counts as a failure; empty: a peer may be silent
 * @param resume of a message, what is remembered of it
 */
public record DialSettings(
    RemoteTemplate remote,
    List<OpenMessage> open,
    Optional<Heartbeat> heartbeat,
    Optional<Duration> expect,
    Optional<JsonPointer> resume,
    BackoffSettings backoff,
    Ping ping) {

  public DialSettings {
    open = List.copyOf(open);
  }

  /** A text message that the peer wants now and then. */
  public record Heartbeat(Duration every, String send) {}

  /**
   * How a half-open connection is noticed.
   *
   * @param every zero: it is not
   * @param timeout from a ping to its pong, or any other sign of life
   */
  public record Ping(Duration every, Duration timeout) {
    public static final Ping DEFAULT = new Ping(Duration.ofSeconds(20), Duration.ofSeconds(10));

    public boolean isOff() {
      return every.isZero();
    }
  }
}
