package io.weir.cli.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.cli.connection.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The control frames of Weir's native dialect: JSON objects with one of these names only. */
final class Control {
  /** Begins a control frame in sessions whose other frames are values. */
  private static final String MARK = "\u001e";

  private static final Set<String> NAMES =
      Set.of("hello", "cursor", "gap", "ack", "error", "subscribed");

  private Control() {}

  static boolean is(JsonNode frame) {
    return frame.isObject() && frame.size() == 1 && NAMES.contains(frame.fieldNames().next());
  }

  /** Whether it is one among values. */
  static boolean isMarked(String text) {
    return text.startsWith(MARK);
  }

  /** What one among values tells. */
  static Printer.Printed printedMarked(String text) {
    return printed(Json.parse(text.substring(MARK.length())).orElseGet(Json::object));
  }

  /** What it tells. */
  static Printer.Printed printed(JsonNode frame) {
    String greeting = cursor(frame.path("hello"));
    if (greeting != null) {
      return new Printer.Greeting(greeting);
    }
    if (frame.path("gap").isObject()) {
      return new Printer.Notice(gap(frame.path("gap")), null, null);
    }
    JsonNode error = frame.path("error");
    if (error.isObject()) {
      String said = text(error, "code") + ", " + text(error, "message");
      return new Printer.Notice("error from the server: " + said, null, null);
    }
    return new Printer.Nothing(cursor(frame));
  }

  /** What a gap is to a user. */
  static String gap(JsonNode gap) {
    return "gap in %s: offsets %s to %s of partition %s are missing (%s)"
        .formatted(
            text(gap, "stream"),
            text(gap, "from"),
            text(gap, "to"),
            text(gap, "partition"),
            text(gap, "reason"));
  }

  /** The cursor that stands in an object; null if there is none. */
  static @Nullable String cursor(JsonNode object) {
    return object.path("cursor").textValue();
  }

  private static String text(JsonNode object, String name) {
    return object.path(name).asText("?");
  }
}
