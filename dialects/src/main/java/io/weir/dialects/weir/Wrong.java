package io.weir.dialects.weir;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.error.RefusedException;
import io.weir.engine.text.Nearest;
import java.util.Collection;
import java.util.TreeSet;

/** What a client is told who asked for something that cannot be. */
final class Wrong {
  private static final int MAX_SHOWN_CHARS = 40;

  private Wrong() {}

  static RefusedException refused(String message) {
    return new Refusal(ErrorCode.BAD_REQUEST, message).asException();
  }

  /** A value that does not fit, and what would. */
  static RefusedException value(String name, String value, String fits) {
    return refused("parameter %s=%s: %s".formatted(name, shown(value), fits));
  }

  static RefusedException unknown(String what, String name, Collection<String> known) {
    String hint = Nearest.of(name, known).map(near -> " did you mean " + near + "?").orElse("");
    return refused(
        "unknown %s %s:%s known: %s"
            .formatted(what, shown(name), hint, String.join(", ", new TreeSet<>(known))));
  }

  /** What a client sent, short enough to be sent back. */
  static String shown(String text) {
    return text.length() <= MAX_SHOWN_CHARS ? text : text.substring(0, MAX_SHOWN_CHARS) + "…";
  }
}
