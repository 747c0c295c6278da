package io.weir.cli.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.cli.connection.Json;
import io.weir.cli.connection.Message;
import java.util.Base64;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Prints a record for each message: Weir's own, where the server sends them whole; from another
 * server, the message as the value of one.
 *
 * @param whole whether the layout is for all that the server sends, gaps and events too, and not
 *     only for records
 */
record RecordPrinter(Frame frame, boolean whole, Function<JsonNode, String> layout)
    implements Printer {

  /** One line of compact JSON for each record, and for each gap. */
  static RecordPrinter json(Frame frame, boolean coloured) {
    return new RecordPrinter(frame, true, new JsonPainter(coloured, false)::paint);
  }

  /** Key and time on a line, then the value, indented. */
  static RecordPrinter pretty(Frame frame, boolean coloured) {
    return new RecordPrinter(frame, false, new PrettyLayout(coloured));
  }

  /** A row for each record; for one session's records, whose first decides on the columns. */
  static RecordPrinter table(Frame frame, boolean coloured) {
    return new RecordPrinter(frame, false, new TableLayout(coloured));
  }

  @Override
  public Printed print(Message message) {
    return switch (message) {
      case Message.Text(String text) when frame == Frame.VALUE && Control.isMarked(text) ->
          Control.printedMarked(text);
      case Message.Text(String text) -> print(text);
      case Message.Binary(byte[] bytes) ->
          line(Json.object().put("valueBase64", Base64.getEncoder().encodeToString(bytes)), null);
    };
  }

  private Printed print(String text) {
    ObjectNode wrapped = Json.object();
    return Json.parse(text)
        .map(json -> frame.isJson() ? printed(json) : line(wrapped.set("value", json), null))
        .orElseGet(() -> line(wrapped.put("valueText", text), null));
  }

  /** A server that does not know the frame that it was asked for sends anything. */
  private Printed printed(JsonNode json) {
    if (Control.is(json)) {
      return json.path("gap").isObject() ? gap(json.path("gap"), null) : Control.printed(json);
    }
    if (frame == Frame.CLOUDEVENTS && CloudEvent.is(json)) {
      return event(new CloudEvent(json));
    }
    boolean isRecord =
        json.has("stream")
            && (json.has("value") || json.has("valueText") || json.has("valueBase64"));
    return isRecord
        ? line(json, Control.cursor(json))
        : line(Json.object().set("value", json), null);
  }

  private Printed event(CloudEvent event) {
    return event.isGap()
        ? gap(event.gap(), event.cursor())
        : line(whole ? event.json() : event.record(), event.cursor());
  }

  private Printed gap(JsonNode gap, @Nullable String cursor) {
    Line line = whole ? line(Json.object().set("gap", gap), null) : null;
    return new Notice(Control.gap(gap), line, cursor);
  }

  private Line line(JsonNode json, @Nullable String cursor) {
    return Line.of(layout.apply(json), cursor);
  }
}
