package io.weir.cli.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.cli.connection.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Records as the rows of a table without an end. The first object decides on the columns and their
 * widths, because it is shown at once and the others stand below it; what is too long ends in
 * {@code …}. Objects in it have a column for each of their members, {@code a.b} for {@code b} in
 * {@code a}; arrays are JSON in one cell. Until there is an object, and if there never is, the only
 * column is {@code value}; a later value that is no object is written across all columns. Bounded:
 * {@value #MOST_COLUMNS} columns, {@value #WIDEST} characters each.
 *
 * <p>Thread: the connection's.
 */
final class TableLayout implements Function<JsonNode, String> {
  static final int MOST_COLUMNS = 24;
  static final int WIDEST = 32;

  private static final int WIDEST_VALUE = 120;

  /** Later values are often a little longer than the first. */
  private static final int ROOM = 2;

  private static final String GAP = "  ";

  /**
   * @param path the names of the members that lead to its cells
   */
  private record Column(String name, int width, List<String> path) {
    Column(String name, int width) {
      this(name, width, List.of());
    }

    JsonNode in(JsonNode value) {
      JsonNode node = value;
      for (String name : path) {
        node = node.path(name);
      }
      return node;
    }
  }

  private final boolean coloured;
  private List<Column> columns = List.of();

  /** Other servers' messages have no key. */
  private boolean keyed;

  private boolean started;

  /**
   * Before any record.
   *
   * @param coloured the names of the columns bold
   */
  TableLayout(boolean coloured) {
    this.coloured = coloured;
  }

  @Override
  public String apply(JsonNode it) {
    JsonNode value = it.path("value");
    boolean decides = columns.isEmpty() && value.isObject() && !value.isEmpty();
    String head = "";
    if (!started || decides) {
      keyed = it.has("key");
    }
    if (decides) {
      columns = columns(it, value);
      head = head(columns) + "\n";
    } else if (!started) {
      head = head(across()) + "\n";
    }
    started = true;
    return head + row(it, value);
  }

  private String head(List<Column> of) {
    String names = line(of, of.stream().map(Column::name).toList());
    return coloured ? "\u001b[1m" + names + "\u001b[0m" : names;
  }

  private String row(JsonNode it, JsonNode value) {
    if (columns.isEmpty() || !value.isObject()) {
      return line(across(), cells(it, List.of(text(it))));
    }
    List<String> members =
        columns.stream().skip(keyed ? 1 : 0).map(column -> cell(column.in(value))).toList();
    return line(columns, cells(it, members));
  }

  private List<String> cells(JsonNode it, List<String> values) {
    List<String> cells = new ArrayList<>(values);
    if (keyed) {
      cells.addFirst(PrettyLayout.key(it.path("key")));
    }
    return cells;
  }

  private List<Column> columns(JsonNode it, JsonNode value) {
    List<Column> columns = new ArrayList<>();
    if (keyed) {
      columns.add(column("key", PrettyLayout.key(it.path("key"))));
    }
    addMembers(value, List.of(), columns);
    return List.copyOf(columns);
  }

  private static void addMembers(JsonNode object, List<String> path, List<Column> columns) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      List<String> to = new ArrayList<>(path);
      to.add(member.getKey());
      JsonNode node = member.getValue();
      if (node.isObject() && !node.isEmpty()) {
        addMembers(node, to, columns);
      } else if (columns.size() < MOST_COLUMNS) {
        Column column = column(String.join(".", to), cell(node));
        columns.add(new Column(column.name(), column.width(), List.copyOf(to)));
      }
    }
  }

  private static Column column(String name, String first) {
    int wanted = Math.max(length(name), length(first) + ROOM);
    return new Column(name, Math.min(wanted, WIDEST));
  }

  /** The key, where the table has it already, and the rest of the line. */
  private List<Column> across() {
    Column value = new Column("value", WIDEST_VALUE);
    if (!keyed) {
      return List.of(value);
    }
    Column key = columns.isEmpty() ? column("key", "k".repeat(14)) : columns.getFirst();
    return List.of(key, value);
  }

  private static String text(JsonNode it) {
    for (String name : List.of("valueText", "valueBase64")) {
      if (it.has(name)) {
        return it.path(name).asText();
      }
    }
    return cell(it.path("value"));
  }

  private static String cell(JsonNode node) {
    if (node.isMissingNode()) {
      return "";
    }
    return node.isTextual() ? node.textValue() : new JsonPainter(false, false).paint(node);
  }

  /** Nothing in it moves the cursor, and nothing stands after the last cell. */
  private static String line(List<Column> columns, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      int width = columns.get(i).width();
      String cell = cut(Printable.line(cells.get(i)), width);
      line.append(cell).append(" ".repeat(width - length(cell))).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private static String cut(String text, int width) {
    return length(text) <= width
        ? text
        : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
