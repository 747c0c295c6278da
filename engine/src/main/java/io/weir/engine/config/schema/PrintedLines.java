package io.weir.engine.config.schema;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines of block YAML, each with a comment at its end, all comments below one another. */
final class PrintedLines {
  /** Longer lines do not move the comments of the others. */
  private static final int MAX_COLUMN = 60;

  private static final Pattern PLAIN =
      Pattern.compile("(?!(null|Null|NULL)$)[A-Za-z0-9/._][A-Za-z0-9/._:+*@=,~-]*(?<!:)");
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029\\uFEFF\\p{Cs}]");

  /**
   * A line.
   *
   * @param mark in front of the text: "", "# ", "- " or "# - "
   */
  private record Line(int indent, String mark, String text, String comment) {
    String left() {
      return " ".repeat(indent) + mark + text;
    }
  }

  private final List<Line> lines = new ArrayList<>();
  private String mark = "";

  /** Adds a line; "" is no comment. */
  void add(int indent, String text, String comment) {
    lines.add(new Line(indent, mark, text, oneLine(comment)));
  }

  /** What is added in the meantime is commented out. */
  void commented(Runnable adds) {
    String before = mark;
    mark = "# ";
    adds.run();
    mark = before;
  }

  /** What is added in the meantime, two further in than this, becomes an item of a list. */
  void item(int indent, Runnable adds) {
    int first = lines.size();
    adds.run();
    Line line = lines.get(first);
    if (line.mark().equals(mark)) {
      lines.set(first, new Line(indent, mark + "- ", line.text(), line.comment()));
    } else { // everything in it is left out
      lines.add(first, new Line(indent, mark + "- ", "{}", ""));
    }
  }

  String text() {
    int column =
        lines.stream()
            .mapToInt(line -> line.left().length())
            .filter(length -> length <= MAX_COLUMN)
            .max()
            .orElse(0);
    return lines.stream().map(line -> text(line, column)).collect(Collectors.joining());
  }

  private static String text(Line line, int column) {
    String left = line.left();
    return line.comment().isEmpty()
        ? left + "\n"
        : left + " ".repeat(Math.max(0, column - left.length())) + "  # " + line.comment() + "\n";
  }

  /** A scalar: as it is where YAML takes it for text, else in double quotes. */
  static String plain(String value) {
    if (PLAIN.matcher(value).matches()) {
      return value;
    }
    StringBuilder quoted = new StringBuilder("\"");
    JsonStringEncoder.getInstance().quoteAsString(value, quoted);
    return UNPRINTABLE
            .matcher(quoted)
            .replaceAll(found -> "\\\\u%04X".formatted((int) found.group().charAt(0)))
        + "\"";
  }

  private static String oneLine(String comment) {
    return UNPRINTABLE.matcher(comment).replaceAll("\u2423");
  }
}
