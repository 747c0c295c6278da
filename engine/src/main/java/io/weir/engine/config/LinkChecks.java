package io.weir.engine.config;

import io.weir.engine.config.schema.Place;
import io.weir.engine.config.schema.Placed;
import io.weir.engine.config.schema.Reading;
import io.weir.engine.link.in.KeyRule;
import io.weir.engine.stream.Stream;
import io.weir.engine.text.Nearest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Links lead from listeners that exist to streams that exist, and a path to one stream only. */
final class LinkChecks {
  private final Reading reading;
  private final Set<String> declared;
  private final List<String> listeners;
  private final List<String> natives;
  private final Map<Door, Target> targets = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  /**
   * The checks of one pass.
   *
   * @param declared the names of all streams, also of those with which something is wrong
   */
  LinkChecks(
      Reading reading,
      Set<String> declared,
      Map<String, Placed<Stream>> streams,
      List<Placed<ListenerSettings.Unguarded>> listeners) {
    this.reading = reading;
    this.declared = declared;
    this.listeners = listeners.stream().map(listener -> listener.value().name()).toList();
    this.natives =
        listeners.stream()
            .map(Placed::value)
            .filter(ListenerSettings.Unguarded::isNative)
            .map(ListenerSettings.Unguarded::name)
            .toList();
    for (Placed<Stream> stream : streams.values()) {
      if (stream.value().out()) {
        addOwnPath(stream, false);
      }
      if (stream.value().in()) {
        addOwnPath(stream, true);
      }
    }
  }

  /** The path that a stream has of its own, on every native listener. */
  private void addOwnPath(Placed<Stream> stream, boolean in) {
    String name = stream.value().name();
    Target target = new Target(name, "streams." + name);
    for (String listener : natives) {
      targets.put(new Door(LinkSettings.STREAM_PATH + name, listener, in), target);
    }
  }

  void check(List<Placed<LinkSettings.Unbound>> links) {
    for (var link : links) {
      checkName(link);
      checkStream(link.value().stream(), link.at(link.value().direction()));
      checkRefused(link);
      checkKeyStep(link);
      checkListener(link);
      checkPath(link);
    }
  }

  private void checkName(Placed<LinkSettings.Unbound> link) {
    link.value()
        .name()
        .ifPresent(
            name -> {
              String first = names.putIfAbsent(name, link.place().path());
              if (first != null) {
                String message = "%s is already the name of %s".formatted(name, first);
                reading.problem(link.at(LinkSettings.NAME), message);
              }
            });
  }

  private void checkRefused(Placed<LinkSettings.Unbound> link) {
    link.value()
        .in()
        .flatMap(PublicationSettings::refused)
        .ifPresent(stream -> checkStream(stream, link.at(PublicationKeys.REFUSED)));
  }

  /** The path says where the key is if, and only if, it is said that the path has it. */
  private void checkKeyStep(Placed<LinkSettings.Unbound> link) {
    long steps =
        Arrays.stream(link.value().path().split("/", -1))
            .filter(LinkSettings.KEY_STEP::equals)
            .count();
    boolean wanted = link.value().in().filter(in -> in.key() instanceof KeyRule.Path).isPresent();
    if (steps > (wanted ? 1 : 0)) {
      reading.problem(
          link.at(LinkSettings.ACCEPT),
          wanted
              ? "more than one step is {key}: leave one"
              : "a step is {key}, and nobody asks for it: write `in` and `key: {path: true}`");
    }
    if (wanted && steps == 0 && !link.value().path().isEmpty()) {
      reading.problem(
          link.at(PublicationKeys.KEY), "the path has no step {key}, such as in /devices/{key}");
    }
  }

  private void checkStream(String stream, Place at) {
    boolean known = !declared.isEmpty() || reading.sound("streams");
    if (known && !stream.isEmpty() && !declared.contains(stream)) {
      reading.problem(
          at,
          "stream %s is not declared; declare it under streams%s"
              .formatted(stream, Nearest.hint(stream, declared)));
    }
  }

  private void checkListener(Placed<LinkSettings.Unbound> link) {
    boolean known = listeners.isEmpty() ? reading.sound("listeners") : !listeners.contains("");
    link.value()
        .listener()
        .filter(listener -> known && !listeners.contains(listener))
        .ifPresent(
            listener ->
                reading.problem(
                    link.at(LinkSettings.LISTENER),
                    "there is no listener %s%s (known: %s)"
                        .formatted(
                            listener,
                            Nearest.hint(listener, listeners),
                            String.join(", ", listeners))));
    link.value()
        .listener()
        .filter(listener -> listeners.contains(listener) && !natives.contains(listener))
        .ifPresent(
            listener ->
                reading.problem(
                    link.at(LinkSettings.LISTENER),
                    "listener %s is not native, so it serves its own stream and no links"
                        .formatted(listener)));
  }

  private void checkPath(Placed<LinkSettings.Unbound> link) {
    LinkSettings.Unbound value = link.value();
    if (value.path().isEmpty() || value.stream().isEmpty()) {
      return;
    }
    Target target = new Target(value.stream(), link.place().path());
    Set<Target> others = new HashSet<>();
    for (String listener : value.listener().map(List::of).orElse(natives)) {
      Target first =
          targets.putIfAbsent(new Door(value.path(), listener, value.in().isPresent()), target);
      if (first != null && !first.stream().equals(value.stream()) && others.add(first)) {
        reading.problem(
            link.at(LinkSettings.ACCEPT),
            "%s on listener %s already leads to stream %s (%s): choose another path"
                .formatted(value.path(), listener, first.stream(), first.path()));
      }
    }
  }

  /**
   * A path on a listener.
   *
   * @param in whether it is written to; what is read there is another thing
   */
  private record Door(String path, String listener, boolean in) {}

  /**
   * Where a path leads to.
   *
   * @param path of the setting that says so
   */
  private record Target(String stream, String path) {}
}
