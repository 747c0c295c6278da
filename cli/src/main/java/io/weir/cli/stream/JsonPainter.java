package io.weir.cli.stream;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes JSON, coloured or not, on one line or indented.
 *
 * @param coloured with ANSI colours: names blue, strings green, numbers yellow, the rest magenta
 * @param indented two spaces for each level; otherwise without any space
 */
record JsonPainter(boolean coloured, boolean indented) {
  private static final String NAME = "34";
  private static final String STRING = "32";
  private static final String NUMBER = "33";
  private static final String LITERAL = "35";

  String paint(JsonNode node) {
    StringBuilder out = new StringBuilder();
    paint(node, 0, out);
    return out.toString();
  }

  private void paint(JsonNode node, int depth, StringBuilder out) {
    switch (node.getNodeType()) {
      case OBJECT ->
          list(node.properties().iterator(), "{}", depth, out, it -> member(it, depth, out));
      case ARRAY -> list(node.elements(), "[]", depth, out, it -> paint(it, depth + 1, out));
      case STRING -> colour(STRING, quote(node.textValue()), out);
      case NUMBER -> colour(NUMBER, node.asText(), out);
      case BOOLEAN, NULL, MISSING, BINARY, POJO -> colour(LITERAL, node.asText(), out);
    }
  }

  private <T> void list(
      Iterator<T> items, String brackets, int depth, StringBuilder out, Consumer<T> write) {
    out.append(brackets.charAt(0));
    if (items.hasNext()) {
      while (items.hasNext()) {
        newLine(depth + 1, out);
        write.accept(items.next());
        out.append(items.hasNext() ? "," : "");
      }
      newLine(depth, out);
    }
    out.append(brackets.charAt(1));
  }

  private void member(Map.Entry<String, JsonNode> member, int depth, StringBuilder out) {
    colour(NAME, quote(member.getKey()), out);
    out.append(indented ? ": " : ":");
    paint(member.getValue(), depth + 1, out);
  }

  private void newLine(int depth, StringBuilder out) {
    if (indented) {
      out.append('\n').repeat("  ", depth);
    }
  }

  private void colour(String colour, String text, StringBuilder out) {
    if (coloured) {
      out.append("\u001b[").append(colour).append('m').append(text).append("\u001b[0m");
    } else {
      out.append(text);
    }
  }

  private static String quote(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
