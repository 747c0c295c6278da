package io.weir.engine.dial;

import io.weir.engine.socket.CloseReason;
import java.time.Instant;
import java.util.Locale;

/**
 * Where a link is.
 *
 * <p>Stopped → Connecting: this node owns the link, and the socket of before has ended<br>
 * Connecting → Open: connected, and the opening messages are exchanged | Waiting: failed | Stopped:
 * told to stop<br>
 * Open → Waiting: the connection has ended, whatever its close code | Stopped: told to stop<br>
 * Waiting → Connecting: the wait is over, or an operator wants it | Stopped: told to stop
 */
sealed interface DialState {

  record Connecting(DialConnection connection) implements DialState {}

  record Open(DialConnection connection) implements DialState {}

  record Waiting(Instant until) implements DialState {}

  record Stopped(CloseReason reason) implements DialState {}

  /**
   * For operators and metrics: {@code connecting}, {@code open}, {@code waiting}, {@code stopped}.
   */
  default String id() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
