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
 * What has to be true of all listeners together, and of their streams.
 *
 * @param declared the names of all streams, also of those with which something is wrong
 */
record ListenerChecks(Reading reading, Set<String> declared) {

  void check(List<Placed<ListenerSettings.Unguarded>> listeners, boolean accessIsWritten) {
    Map<String, Place> names = new HashMap<>();
    for (var listener : listeners) {
      checkName(listener, names);
      if (reading.sound(listener.place().path() + "." + ListenerSettings.DIALECT.name())) {
        checkStream(listener);
      }
      if (!accessIsWritten) {
        checkLoopback(listener);
      }
    }
  }

  private void checkName(Placed<ListenerSettings.Unguarded> listener, Map<String, Place> names) {
    Place first = names.putIfAbsent(listener.value().name(), listener.place());
    if (first != null && !listener.value().name().isEmpty()) {
      reading.problem(
          listener.at(ListenerSettings.NAME),
          "%s is already the name of %s".formatted(listener.value().name(), first.path()));
    }
  }

  private void checkStream(Placed<ListenerSettings.Unguarded> listener) {
    boolean written = listener.place().find(ListenerSettings.STREAM.name()).isPresent();
    switch (listener.value().dialect()) {
      case WEIR -> {
        if (written) {
          reading.problem(
              listener.at(ListenerSettings.STREAM),
              "a native listener serves all streams: leave it out, or write `dialect: quix`");
        }
      }
      case QUIX -> {
        if (!written) {
          String message = "`stream` is missing: the stream that this quix listener serves";
          reading.problem(listener.place(), message);
        }
        listener.value().stream().ifPresent(stream -> checkDeclared(listener, stream));
      }
    }
  }

  private void checkDeclared(Placed<ListenerSettings.Unguarded> listener, String stream) {
    boolean known = !declared.isEmpty() || reading.sound("streams");
    if (known && !declared.contains(stream)) {
      reading.problem(
          listener.at(ListenerSettings.STREAM),
          "stream %s is not declared; declare it under streams%s"
              .formatted(stream, Nearest.hint(stream, declared)));
    }
  }

  private void checkLoopback(Placed<ListenerSettings.Unguarded> listener) {
    Address address = listener.value().address();
    if (!address.isLoopback()) {
      reading.problem(
          listener.at(ListenerSettings.ADDRESS),
          ("%s can be reached from other machines and nothing says who may enter: write"
                  + " `access: {basic: {user: …, password: …}}`, or `access: open` for anybody")
              .formatted(address));
    }
  }
}
