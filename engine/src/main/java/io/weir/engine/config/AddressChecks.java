package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.Origin;
import io.weir.engine.config.schema.Place;
import io.weir.engine.config.schema.Placed;
import io.weir.engine.config.schema.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** No two things listen on one address. */
record AddressChecks(Values values, Key<KafkaSettings> kafka) {

  void check(
      KafkaSettings kafkaSettings,
      AdminSettings admin,
      List<Placed<ListenerSettings.Unguarded>> listeners) {
    List<Bound> bound = new ArrayList<>();
    boolean embedded = at(kafka, KafkaSettings.BOOTSTRAP_SERVERS).isEmpty();
    if (embedded) {
      bound.add(bound(kafka, KafkaSettings.ADDRESS, kafkaSettings.address()));
    }
    bound.add(bound(SettingsTable.ADMIN, AdminSettings.ADDRESS, admin.address()));
    for (var listener : listeners) {
      String path = listener.place().path() + ".address";
      Place place = listener.at(ListenerSettings.ADDRESS);
      bound.add(new Bound(path, Optional.of(place.origin()), listener.value().address()));
    }
    for (int i = 0; i < bound.size(); i++) {
      for (int j = 0; j < i; j++) {
        tellClash(bound.get(j), bound.get(i));
      }
    }
  }

  private Bound bound(Key<?> section, Key<Address> key, Address address) {
    String path = section.name() + "." + key.name();
    return new Bound(path, at(section, key).map(Place::origin), address);
  }

  private Optional<Place> at(Key<?> section, Key<?> key) {
    return values.place().find(section.name()).flatMap(at -> at.find(key.name()));
  }

  /** At the one that somebody wrote. */
  private void tellClash(Bound first, Bound second) {
    if (!first.address().clashes(second.address())) {
      return;
    }
    Bound told = second.isWritten() ? second : first;
    Bound other = second.isWritten() ? first : second;
    values
        .reading()
        .problem(
            told.origin().orElseGet(Origin.BuiltIn::new),
            told.path(),
            "%s is taken by %s=%s: choose another port"
                .formatted(told.address(), other.path(), other.address()));
  }

  /**
   * An address that is going to be listened on.
   *
   * @param origin empty: the default of a key that is left out
   */
  private record Bound(String path, Optional<Origin> origin, Address address) {
    boolean isWritten() {
      return origin.filter(o -> !(o instanceof Origin.BuiltIn)).isPresent();
    }
  }
}
