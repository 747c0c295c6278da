package io.weir.cli.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.function.Function;

/**
 * Prints a record for each message: Weir's own, where the server sends {@code frame=record}; from
 * another server, the message as the value of one.
 *
 * @param isNative whether the messages are record and control frames
 */
record RecordPrinter(boolean isNative, Function<JsonNode, String> layout) implements Printer {

  /** One line of compact JSON for each record. */
  static RecordPrinter json(boolean isNative, boolean coloured) {
    return new RecordPrinter(isNative, new JsonPainter(coloured, false)::paint);
  }

  /** Key and time on a line, then the value, indented. */
  static RecordPrinter pretty(boolean isNative, boolean coloured) {
    return new RecordPrinter(isNative, new PrettyLayout(coloured));
  }

  /** A row for each record; for one session's records, whose first decides on the columns. */
  static RecordPrinter table(boolean isNative, boolean coloured) {
    return new RecordPrinter(isNative, new TableLayout(coloured));
  }

  @Override
  public Printed print(Message message) {
    JsonNode frame = recordOf(message);
    if (isNative && Control.is(frame)) {
      return Control.notice(frame).<Printed>map(Notice::new).orElseGet(Nothing::new);
    }
    return Line.of(layout.apply(frame));
  }

  private JsonNode recordOf(Message message) {
    return switch (message) {
      case Message.Text(String text) -> recordOf(text);
      case Message.Binary(byte[] bytes) ->
          Json.object().put("valueBase64", Base64.getEncoder().encodeToString(bytes));
    };
  }

  private JsonNode recordOf(String text) {
    ObjectNode wrapped = Json.object();
    return Json.parse(text)
        .map(json -> isNative && isFrame(json) ? json : wrapped.set("value", json))
        .orElseGet(() -> wrapped.put("valueText", text));
  }

  /** A server that does not know {@code frame=record} sends anything. */
  private static boolean isFrame(JsonNode json) {
    return Control.is(json)
        || (json.has("stream")
            && (json.has("value") || json.has("valueText") || json.has("valueBase64")));
  }
}
