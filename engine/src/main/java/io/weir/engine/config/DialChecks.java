package io.weir.engine.config;

import io.weir.engine.config.schema.Place;
import io.weir.engine.config.schema.Placed;
import io.weir.engine.config.schema.Reading;
import io.weir.engine.text.Nearest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Links that dial lead to streams that exist, and have names of their own.
 *
 * @param declared the names of all streams, also of those with which something is wrong
 */
record DialChecks(Reading reading, Set<String> declared) {

  void check(List<Placed<LinkSettings.Unbound>> accepting, List<Placed<DialLinkSettings>> dialing) {
    Map<String, Place> names = new HashMap<>();
    for (var link : accepting) {
      link.value().name().ifPresent(name -> names.putIfAbsent(name, link.place()));
    }
    for (var link : dialing) {
      DialLinkSettings value = link.value();
      Place first = value.name().isEmpty() ? null : names.putIfAbsent(value.name(), link.place());
      if (first != null) {
        reading.problem(
            link.at(DialKeys.NAME),
            "%s is already the name of %s".formatted(value.name(), first.path()));
      }
      checkStream(value.stream(), link.at(value.direction()));
      value
          .out()
          .flatMap(PushSettings::deadLetters)
          .ifPresent(stream -> checkStream(stream, link.at(PushKeys.DEAD_LETTER)));
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
}
