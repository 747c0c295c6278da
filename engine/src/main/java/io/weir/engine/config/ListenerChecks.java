package io.weir.engine.config;

import io.weir.engine.config.schema.Place;
import io.weir.engine.config.schema.Placed;
import io.weir.engine.config.schema.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What has to be true of all listeners together. */
record ListenerChecks(Reading reading) {

  void check(List<Placed<ListenerSettings.Unguarded>> listeners, boolean accessIsWritten) {
    Map<String, Place> names = new HashMap<>();
    for (var listener : listeners) {
      checkName(listener, names);
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
