package io.weir.cli.stream;

import io.weir.cli.connection.Json;
import io.weir.cli.connection.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prints the value out of each record or event, and a line feed: the same that {@link ValuePrinter}
 * prints of a value session, but with a cursor for each. A value that is JSON stands in these
 * frames byte for byte, and is cut out of them.
 *
 * @param rest for what is neither a record nor an event
 */
record WrappedValuePrinter(Frame frame, Printer rest) implements Printer {
  private static final String GAP = "\"dev.weir.gap.v1\"";

  WrappedValuePrinter(Frame frame) {
    this(frame, RecordPrinter.pretty(frame, false));
  }

  @Override
  public Printed print(Message message) {
    return message instanceof Message.Text(String text)
        ? Json.members(text).flatMap(this::line).orElseGet(() -> others(message))
        : others(message);
  }

  /** A control frame; or anything, from a server that does not know what it was asked for. */
  private Printed others(Message message) {
    Printed printed = rest.print(message);
    return printed instanceof Line ? new ValuePrinter(Frame.FOREIGN).print(message) : printed;
  }

  private Optional<Printed> line(Map<String, String> members) {
    if (frame == Frame.RECORD && members.containsKey("stream")) {
      return recordValue(members).map(it -> line(it, members.get("cursor")));
    }
    boolean isEvent = members.containsKey("specversion") && !GAP.equals(members.get("type"));
    return frame == Frame.CLOUDEVENTS && isEvent
        ? Optional.of(line(eventData(members), members.get("weircursor")))
        : Optional.empty();
  }

  private static Printed line(byte[] value, @Nullable String cursor) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(value.length + 1);
    line.writeBytes(value);
    line.write('\n');
    return new Line(line.toByteArray(), cursor == null ? null : string(cursor));
  }

  private static Optional<byte[]> recordValue(Map<String, String> members) {
    String value = members.get("value");
    if (value != null) {
      return Optional.of(json(value));
    }
    String text = members.get("valueText");
    if (text != null) {
      return Optional.of(utf8(string(text)));
    }
    return Optional.ofNullable(members.get("valueBase64")).map(WrappedValuePrinter::bytes);
  }

  /** Data of another type than JSON is its text; no type means JSON. */
  private static byte[] eventData(Map<String, String> members) {
    String base64 = members.get("data_base64");
    if (base64 != null) {
      return bytes(base64);
    }
    String data = members.getOrDefault("data", "null");
    boolean isJson = members.getOrDefault("datacontenttype", "json").contains("json");
    return isJson || !data.startsWith("\"") ? json(data) : utf8(string(data));
  }

  /** A tombstone is an empty line, as in value sessions. */
  private static byte[] json(String json) {
    return utf8(json.equals("null") ? "" : json);
  }

  private static byte[] bytes(String json) {
    return Base64.getDecoder().decode(string(json));
  }

  private static String string(String json) {
    return Json.parse(json).map(it -> it.asText()).orElse("");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
