package io.weir.engine.config.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Turns YAML text into a tree.
 *
 * <p>It works on the parser's events and not on its composed nodes, because those are built by
 * recursion without a bound: a file of brackets would overflow the stack. Depth is bounded here,
 * and so is what aliases may expand to.
 */
final class YamlParser {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_VALUES = 50_000;
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final Iterator<Event> events;
  private final Function<Mark, Origin> origins;
  private final Reading reading;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private int values;

  private YamlParser(Iterator<Event> events, Function<Mark, Origin> origins, Reading reading) {
    this.events = events;
    this.origins = origins;
    this.reading = reading;
  }

  /** What the text says; empty: it is not YAML as it is used here, and the problem is told. */
  static Optional<Tree> parse(String text, String label, Reading reading) {
    return parse(
        text,
        label,
        mark -> new Origin.Line(label, mark.getLine() + 1, mark.getColumn() + 1),
        reading);
  }

  /** Text that is part of the program: its values were written by nobody. */
  static Tree builtIn(String text) {
    Reading reading = new Reading(Map.of());
    Optional<Tree> tree = parse(text, "default", mark -> new Origin.BuiltIn(), reading);
    if (!reading.problems().isEmpty()) {
      throw new IllegalArgumentException(reading.problems().toString());
    }
    return tree.orElseThrow();
  }

  private static Optional<Tree> parse(
      String text, String label, Function<Mark, Origin> origins, Reading reading) {
    Origin start = new Origin.Line(label, 1, 1);
    LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
    try {
      Iterator<Event> events = new Parse(settings).parseString(text).iterator();
      return Optional.of(new YamlParser(events, origins, reading).document(start));
    } catch (Stopped stopped) {
      reading.problem(stopped.origin, "", stopped.reason);
    } catch (MarkedYamlEngineException e) {
      Origin origin = e.getProblemMark().map(origins).orElse(start);
      String context = Optional.ofNullable(e.getContext()).map(c -> " (" + c + ")").orElse("");
      reading.problem(origin, "", "is not YAML: " + e.getProblem() + context);
    } catch (ReaderException e) {
      String character = "U+%04X".formatted(e.getCodePoint());
      Origin origin = YamlFile.lineAt(label, text, e.getPosition());
      reading.problem(origin, "", "is not YAML: character " + character + " is not allowed");
    } catch (YamlEngineException e) {
      reading.problem(start, "", "is not YAML 1.2: " + e.getMessage());
    }
    return Optional.empty();
  }

  private Tree document(Origin start) {
    events.next();
    if (events.next().getEventId() == Event.ID.StreamEnd) {
      return Tree.empty(start);
    }
    Tree tree = value(events.next(), "", 0);
    events.next();
    Event end = events.next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      throw new Stopped(origin(end), "a second document begins here; only one is allowed");
    }
    return tree instanceof Tree.Nothing nothing ? Tree.empty(nothing.origin()) : tree;
  }

  private Tree value(Event event, String path, int depth) {
    count(event, 1);
    if (depth > MAX_DEPTH) {
      throw new Stopped(origin(event), "is nested deeper than " + MAX_DEPTH + " levels");
    }
    int before = values;
    Tree tree =
        switch (event) {
          case AliasEvent alias -> alias(alias);
          case ScalarEvent scalar -> scalar(scalar);
          case CollectionStartEvent start when start.getEventId() == Event.ID.MappingStart ->
              mapping(untagged(start, start.getTag()), path, depth);
          case CollectionStartEvent start -> sequence(untagged(start, start.getTag()), path, depth);
          default -> throw new IllegalStateException("not a value: " + event.getEventId());
        };
    if (event instanceof NodeEvent node && !(event instanceof AliasEvent)) {
      int size = values - before + 1;
      node.getAnchor().ifPresent(anchor -> anchors.put(anchor, new Anchored(tree, size)));
    }
    return tree;
  }

  private Tree scalar(ScalarEvent scalar) {
    untagged(scalar, scalar.getTag());
    Origin origin = origin(scalar);
    return scalar.isPlain() && NULLS.contains(scalar.getValue())
        ? new Tree.Nothing(origin)
        : new Tree.Text(origin, scalar.getValue());
  }

  /** The name is not shown: a password that begins with an asterisk looks like an alias. */
  private Tree alias(AliasEvent alias) {
    Anchored anchored = anchors.get(alias.getAlias());
    if (anchored == null) {
      throw new Stopped(
          origin(alias), "is an alias without an anchor before it; quote text that begins with *");
    }
    count(alias, anchored.values());
    return anchored.tree();
  }

  private Tree sequence(Event start, String path, int depth) {
    List<Tree> items = new ArrayList<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.SequenceEnd;
        next = events.next()) {
      items.add(value(next, path + "[" + items.size() + "]", depth + 1));
    }
    return new Tree.Sequence(origin(start), items);
  }

  private Tree mapping(Event start, String path, int depth) {
    Map<String, Tree.Member> members = new LinkedHashMap<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.MappingEnd;
        next = events.next()) {
      Origin origin = origin(next);
      String key = key(next);
      String below = path.isEmpty() ? key : path + "." + key;
      Tree.Member member = new Tree.Member(origin, value(events.next(), below, depth + 1));
      Tree.Member first = members.putIfAbsent(key, member);
      if (first != null) {
        reading.problem(origin, below, "is written twice; the first is at " + first.key().label());
      }
    }
    return new Tree.Mapping(origin(start), members);
  }

  private String key(Event event) {
    count(event, 1);
    if (event instanceof ScalarEvent scalar) {
      untagged(scalar, scalar.getTag());
      return scalar.getValue();
    }
    throw new Stopped(origin(event), "a key has to be plain text");
  }

  private Event untagged(Event event, Optional<String> tag) {
    if (tag.isPresent()) {
      throw new Stopped(
          origin(event), "YAML tags are not used here; quote text that begins with !");
    }
    return event;
  }

  private void count(Event event, int more) {
    values += more;
    if (values > MAX_VALUES) {
      throw new Stopped(
          origin(event), "holds more than " + MAX_VALUES + " values, aliases counted in full");
    }
  }

  private Origin origin(Event event) {
    return event.getStartMark().map(origins).orElseGet(Origin.BuiltIn::new);
  }

  private record Anchored(Tree tree, int values) {}

  /** Reading cannot go on. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Origin origin;
    private final transient String reason;

    Stopped(Origin origin, String reason) {
      super(reason, null, false, false);
      this.origin = origin;
      this.reason = reason;
    }
  }
}
