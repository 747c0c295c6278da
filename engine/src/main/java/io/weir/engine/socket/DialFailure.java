package io.weir.engine.socket;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a peer could not be connected to.
 *
 * @param step how far it came
 * @param message one line for operators: what was tried, what happened, without secrets
 * @param status what the peer answered instead of 101; 0: it did not come to that
 * @param retryAfter what the peer asked for with such an answer
 */
public record DialFailure(Step step, String message, int status, Optional<Duration> retryAfter) {

  public DialFailure(Step step, String message) {
    this(step, message, 0, Optional.empty());
  }

  /** The steps of connecting, in their order. */
  public enum Step {
    NAME,
    TCP,
    PROXY,
    TLS,
    HANDSHAKE
  }

  /** Whether it is of no use to try again soon: the peer knows us, and says no (401, 403, 404). */
  public boolean isDenial() {
    return status == 401 || status == 403 || status == 404;
  }
}
