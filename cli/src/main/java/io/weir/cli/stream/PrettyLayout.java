package io.weir.cli.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.cli.connection.Printable;
import java.util.function.Function;

/**
 * A record for people: a line with key and time, if the record has them, and the value below it.
 *
 * @param coloured the key bold, the rest of its line dim, the value as {@link JsonPainter} does it
 */
record PrettyLayout(boolean coloured) implements Function<JsonNode, String> {
  private static final String BOLD = "1";
  private static final String DIM = "2";

  @Override
  public String apply(JsonNode it) {
    String head = it.has("key") ? head(it) + "\n" : "";
    return head + value(it);
  }

  private String head(JsonNode it) {
    return style(BOLD, key(it.path("key"))) + "  " + style(DIM, it.path("timestamp").asText());
  }

  /** A key on one line. */
  static String key(JsonNode key) {
    if (key.isNull()) {
      return "(no key)";
    }
    return key.isTextual() ? Printable.line(key.textValue()) : key.path("base64").asText();
  }

  private String value(JsonNode it) {
    if (it.has("valueText")) {
      return Printable.text(it.path("valueText").asText());
    }
    return it.has("valueBase64")
        ? it.path("valueBase64").asText()
        : new JsonPainter(coloured, true).paint(it.path("value"));
  }

  private String style(String style, String text) {
    return coloured ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
  }
}
