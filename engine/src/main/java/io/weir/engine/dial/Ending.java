package io.weir.engine.dial;

import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.DialFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Why an attempt failed or a connection ended.
 *
 * @param message one line, without secrets
 * @param denied whether the same again will probably end the same way
 * @param retryAfter what the peer asked for
 */
record Ending(String message, boolean denied, Optional<Duration> retryAfter) {
  private static final Set<Integer> DENIALS = Set.of(1002, 1003, 1007, 1008, 1009, 1010);

  static Ending of(String message) {
    return new Ending(message, false, Optional.empty());
  }

  static Ending of(DialFailure failure) {
    return new Ending(failure.message(), failure.isDenial(), failure.retryAfter());
  }

  /** The peer's close frame. */
  static Ending of(CloseReason reason) {
    String text = reason.reason().isEmpty() ? "" : ": " + printable(reason.reason());
    return new Ending(
        "the peer closed with " + reason.code() + text, isDenial(reason.code()), Optional.empty());
  }

  /**
   * Codes that say that coming back as we are is of no use (RFC 6455 section 7.4.1; ours: USER).
   */
  static boolean isDenial(int code) {
    return DENIALS.contains(code) || (code >= 4500 && code <= 4999);
  }

  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "\u2423");
  }
}
