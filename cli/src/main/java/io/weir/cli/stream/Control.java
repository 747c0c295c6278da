package io.weir.cli.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/** The control frames of Weir's native dialect: JSON objects with one of these names only. */
final class Control {
  /** Begins a control frame in sessions whose other frames are values. */
  static final char MARK = '\u001e';

  private static final Set<String> NAMES =
      Set.of("hello", "cursor", "gap", "ack", "error", "subscribed");

  private Control() {}

  static boolean is(JsonNode frame) {
    return frame.isObject() && frame.size() == 1 && NAMES.contains(frame.fieldNames().next());
  }

  /** What the user should know; empty if it is only for programs. */
  static Optional<String> notice(JsonNode frame) {
    JsonNode gap = frame.path("gap");
    JsonNode error = frame.path("error");
    if (gap.isObject()) {
      return Optional.of(
          "gap in %s: offsets %s to %s of partition %s are missing (%s)"
              .formatted(
                  text(gap, "stream"),
                  text(gap, "from"),
                  text(gap, "to"),
                  text(gap, "partition"),
                  text(gap, "reason")));
    }
    if (error.isObject()) {
      return Optional.of(
          "error from the server: " + text(error, "code") + ", " + text(error, "message"));
    }
    return Optional.empty();
  }

  private static String text(JsonNode object, String name) {
    return object.path(name).asText("?");
  }
}
