package io.weir.engine.config.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Settings as they are in effect, each with where it comes from, in YAML that can be read again.
 * What nobody wrote stands behind a {@code #}, with what is so instead. Secrets are masked.
 *
 * <p>It walks the types that settings are read with, so that a new key is printed like all others.
 */
public final class Printout {
  private static final String DEFAULT = new Origin.BuiltIn().label();

  private final Table<?> root;
  private final Tree tree;
  private final Reading reading;

  /**
   * Of settings in which nothing is wrong.
   *
   * @param reading with which they were read
   */
  public Printout(Table<?> root, Tree tree, Reading reading) {
    this.root = root;
    this.tree = tree;
    this.reading = reading;
  }

  /**
   * The lines, each ended by a line feed.
   *
   * @param harmless the paths of values that may be shown although their type is secret, because
   *     only some values of that type are
   */
  public String text(Predicate<String> harmless) {
    Walk walk = new Walk(reading, harmless);
    walk.keys(root, Place.root(tree), 0);
    return walk.lines.text();
  }

  /** One way through the settings. */
  private static final class Walk {
    private final Reading reading;
    private final Predicate<String> harmless;
    private final PrintedLines lines = new PrintedLines();

    Walk(Reading reading, Predicate<String> harmless) {
      this.reading = reading;
      this.harmless = harmless;
    }

    /** What is written comes first, so that an item of a list begins with it. */
    void keys(Table<?> table, Place place, int indent) {
      List<Key<?>> left = new ArrayList<>();
      for (Key<?> key : table.keys()) {
        Optional<Place> at = place.find(key.name());
        if (at.isPresent() && (key.required() || isWritten(at.get().tree()))) {
          value(key.name(), key.type(), at.get(), indent);
        } else {
          left.add(key);
        }
      }
      left.forEach(key -> unwritten(key, place, indent));
    }

    private void unwritten(Key<?> key, Place parent, int indent) {
      Optional<Place> builtIn =
          parent.find(key.name()).filter(at -> !(at.tree() instanceof Tree.Nothing));
      if (key.type() instanceof Table<?> table && key.otherwise().isEmpty()) {
        Place nothing = parent.key(key.name(), Tree.empty(new Origin.BuiltIn()));
        section(PrintedLines.plain(key.name()) + ":", table, builtIn.orElse(nothing), indent);
        return;
      }
      lines.commented(
          () ->
              builtIn.ifPresentOrElse(
                  at -> value(key.name(), key.type(), at, indent),
                  () -> lines.add(indent, key.name() + ": " + otherwise(key), DEFAULT)));
    }

    private static <T> String otherwise(Key<T> key) {
      return key.type() instanceof Scalar<T> scalar && !key.required() && !scalar.secret()
          ? key.standIn().map(scalar.print()).map(PrintedLines::plain).orElse(key.otherwise())
          : key.otherwise();
    }

    private void value(String name, Type<?> type, Place at, int indent) {
      String key = PrintedLines.plain(name) + ":";
      switch (type) {
        case Scalar<?> scalar -> lines.add(indent, key + " " + shown(scalar, at), from(at));
        case WordOr<?> either when at.tree() instanceof Tree.Text ->
            lines.add(indent, key + " " + expanded(at, false), from(at));
        case WordOr<?> either -> section(key, either.table(), at, indent);
        case Table<?> table -> section(key, table, at, indent);
        case ListOf<?> list -> items(key, list, at, indent);
        case MapOf<?> map -> entries(key, map, at, indent);
        case PairsOf<?> pairs -> pairs(key, pairs, at, indent);
        case Fork<?> fork -> value(name, fork.branch(at.tree()), at, indent);
      }
    }

    /** As a list, whose items may repeat a name. */
    private void pairs(String key, PairsOf<?> type, Place at, int indent) {
      List<Place> values = type.places(at);
      if (values.isEmpty()) {
        lines.add(indent, key + " []", from(at));
        return;
      }
      lines.add(indent, key, "");
      for (Place each : values) {
        String line = PrintedLines.plain(each.name()) + ": " + shown(type.value(), each);
        lines.item(indent + 2, () -> lines.add(indent + 4, line, from(each)));
      }
    }

    private void section(String key, Table<?> table, Place at, int indent) {
      lines.add(indent, key, "");
      keys(table, at, indent + 2);
    }

    private void items(String key, ListOf<?> list, Place at, int indent) {
      List<Tree> items = list.items(at.tree());
      if (items.isEmpty()) {
        lines.add(indent, key + " []", from(at));
        return;
      }
      lines.add(indent, key, "");
      for (int i = 0; i < items.size(); i++) {
        Place item = at.item(i, items.get(i));
        lines.item(indent + 2, () -> item(list.item(), item, indent + 4));
      }
    }

    private void item(Type<?> type, Place at, int indent) {
      switch (type) {
        case Scalar<?> scalar -> lines.add(indent, shown(scalar, at), from(at));
        case Table<?> table -> keys(table, at, indent);
        case WordOr<?> either when at.tree() instanceof Tree.Text ->
            lines.add(indent, shown(either.word(), at), from(at));
        case WordOr<?> either -> keys(either.table(), at, indent);
        case Fork<?> fork -> item(fork.branch(at.tree()), at, indent);
        case PairsOf<?> pairs -> throw new IllegalStateException("no list has such items yet");
        case ListOf<?> list -> throw new IllegalStateException("no list has such items yet");
        case MapOf<?> map -> throw new IllegalStateException("no list has such items yet");
      }
    }

    private void entries(String key, MapOf<?> map, Place at, int indent) {
      if (!(at.tree() instanceof Tree.Mapping mapping) || mapping.members().isEmpty()) {
        lines.add(indent, key + " {}", from(at));
        return;
      }
      lines.add(indent, key, "");
      mapping.members().forEach((name, member) -> entry(name, map, at, member, indent + 2));
    }

    private void entry(String name, MapOf<?> map, Place at, Tree.Member member, int indent) {
      Place entry = at.key(name, member.value());
      if (map.value() instanceof Table<?> table) {
        lines.add(indent, PrintedLines.plain(name) + ":", member.key().label());
        keys(table, entry, indent + 2);
      } else {
        value(name, map.value(), entry, indent);
      }
    }

    private String shown(Scalar<?> scalar, Place at) {
      if (scalar.secret() && !harmless.test(at.path())) {
        String masked = scalar.masked().apply(expansion(at, scalar.templated()));
        return masked.equals(Scalar.MASK) ? masked : PrintedLines.plain(masked);
      }
      return expanded(at, scalar.templated());
    }

    private String expanded(Place at, boolean templated) {
      return PrintedLines.plain(expansion(at, templated));
    }

    /** As it has to be written to be read again. */
    private String expansion(Place at, boolean templated) {
      Optional<String> value =
          at.tree() instanceof Tree.Text text
              ? reading.expand(at, text, templated)
              : Optional.empty();
      return templated ? value.orElse("") : value.orElse("").replace("${", "$${");
    }

    /** Where a value stands, and which placeholders stand there; never their defaults. */
    private static String from(Place at) {
      String label = at.origin().label();
      boolean expands = at.tree() instanceof Tree.Text && at.origin() instanceof Origin.Line;
      return expands
          ? String.join(" ", label, Placeholders.names(((Tree.Text) at.tree()).value())).strip()
          : label;
    }

    private static boolean isWritten(Tree tree) {
      return switch (tree) {
        case Tree.Text text -> isWritten(text.origin());
        case Tree.Nothing nothing -> false;
        case Tree.Sequence sequence ->
            isWritten(sequence.origin()) || sequence.items().stream().anyMatch(Walk::isWritten);
        case Tree.Mapping mapping ->
            isWritten(mapping.origin())
                || mapping.members().values().stream().anyMatch(Walk::isOne);
      };
    }

    private static boolean isOne(Tree.Member member) {
      return isWritten(member.key()) || isWritten(member.value());
    }

    private static boolean isWritten(Origin origin) {
      return !(origin instanceof Origin.BuiltIn);
    }
  }
}
