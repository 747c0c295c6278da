package io.weir.engine.config;

import io.weir.engine.access.Access;
import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.ListOf;
import io.weir.engine.config.schema.MapOf;
import io.weir.engine.config.schema.Place;
import io.weir.engine.config.schema.Placed;
import io.weir.engine.config.schema.Table;
import io.weir.engine.config.schema.Values;
import io.weir.engine.link.OutSettings;
import io.weir.engine.link.in.InSettings;
import io.weir.engine.socket.RosterSettings;
import io.weir.engine.stream.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The whole of the settings: every section, and the checks that span sections. */
final class SettingsTable {
  static final Key<List<Placed<ListenerSettings.Unguarded>>> LISTENERS =
      Key.collection(
          "listeners",
          new ListOf<>(ListenerSettings.TABLE, "a list, such as [{name: public, address: …}]"),
          List.of(),
          "`public` on 127.0.0.1:8080; `[]`: none",
          "The addresses that accept clients.");

  static final Key<Map<String, Placed<Stream>>> STREAMS =
      Key.collection(
          "streams",
          new MapOf<>(Scalars.NAMED, StreamKeys.TABLE, "a mapping of names to streams"),
          Map.of(),
          "none",
          "The streams, by name. An entry may be empty: `trucks:`.");

  static final Key<List<Placed<LinkEntry>>> LINKS =
      Key.collection(
          "links",
          new ListOf<>(DialLinkSettings.ENTRY, "a list, such as [{accept: /live, out: trucks}]"),
          List.of(),
          "none",
          "More paths at which streams can be read, or written to, and peers that Weir connects to.");

  static final Key<Optional<Access>> ACCESS =
      Key.optional(
          "access",
          AccessKeys.TYPE,
          "anybody, on loopback addresses only",
          "Who may connect to listeners: `open` for anybody, or a mapping.");

  static final Key<AdminSettings> ADMIN =
      Key.section("admin", AdminSettings.TABLE, "Where operators look.");

  static final Key<LimitSettings> LIMITS =
      Key.section("limits", LimitSettings.TABLE, "What a client may ask of a listener.");

  static final Key<RosterSettings> SESSIONS =
      Key.section("sessions", SessionKeys.TABLE, "How open connections are kept.");

  static final Key<OutSettings> OUT =
      Key.section("out", OutKeys.TABLE, "The bounds of the way from a stream to its clients.");

  static final Key<InSettings> IN =
      Key.section("in", InKeys.TABLE, "The bounds of the way from clients to the streams.");

  static final Key<Integer> CATCH_UP =
      Key.section("catch-up", CatchUpKeys.TABLE, "How clients that are behind are served.");

  static final Key<Integer> LAST =
      Key.section("last", LastKeys.TABLE, "How the most recent records are found.");

  static final Key<DrainSettings> DRAIN =
      Key.section("drain", DrainSettings.TABLE, "How Weir stops.");

  static final Key<Integer> TAILS =
      Key.of(
          "tails",
          Scalars.count(0, 1024),
          0,
          "How many threads read from Kafka; `0`: as many as event loops.");

  static final Key<Integer> LOOPS =
      Key.of(
          "loops",
          Scalars.count(0, 1024),
          0,
          "How many event loops serve clients; `0`: as many as processors.");

  private SettingsTable() {}

  /** All keys, given the Kafka properties that Weir sets itself, and why. */
  static Table<Settings> of(Map<String, String> owned) {
    Key<KafkaSettings> kafka =
        Key.section("kafka", KafkaSettings.table(owned), "The Kafka that streams live in.");
    List<Key<?>> keys =
        List.of(
            kafka, LISTENERS, STREAMS, LINKS, ACCESS, ADMIN, LIMITS, SESSIONS, OUT, IN, CATCH_UP,
            LAST, DRAIN, TAILS, LOOPS);
    return Table.of(keys, values -> build(kafka, values)).later("rules");
  }

  private static Settings build(Key<KafkaSettings> kafka, Values values) {
    KafkaSettings kafkaSettings = values.get(kafka);
    AdminSettings admin = values.get(ADMIN);
    List<Placed<ListenerSettings.Unguarded>> listeners = values.get(LISTENERS);
    Map<String, Placed<Stream>> streams = values.get(STREAMS);
    List<Placed<LinkSettings.Unbound>> links = new ArrayList<>();
    List<Placed<DialLinkSettings>> dials = new ArrayList<>();
    for (Placed<LinkEntry> link : values.get(LINKS)) {
      switch (link.value()) {
        case LinkSettings.Unbound accept -> links.add(new Placed<>(link.place(), accept));
        case DialLinkSettings dial -> dials.add(new Placed<>(link.place(), dial));
      }
    }
    Optional<Access> access = values.find(ACCESS).flatMap(written -> written);

    Set<String> declared = values.place().find(STREAMS.name()).map(Place::keys).orElseGet(Set::of);
    new ListenerChecks(values.reading(), declared).check(listeners, values.has(ACCESS));
    new AddressChecks(values, kafka).check(kafkaSettings, admin, listeners);
    new LinkChecks(values.reading(), declared, streams, listeners).check(links);
    new DialChecks(values.reading(), declared).check(links, dials);

    List<String> natives =
        listeners.stream()
            .map(Placed::value)
            .filter(ListenerSettings.Unguarded::isNative)
            .map(ListenerSettings.Unguarded::name)
            .toList();
    return new Settings(
        kafkaSettings,
        listeners.stream().map(listener -> listener.value().guarded(access)).toList(),
        streams.values().stream().map(Placed::value).toList(),
        links.stream().map(link -> link.value().bound(natives)).toList(),
        dials.stream().map(Placed::value).toList(),
        admin,
        values.get(OUT).with(values.get(CATCH_UP), values.get(LAST)),
        values.get(IN),
        values.get(SESSIONS),
        values.get(LIMITS),
        values.get(DRAIN),
        values.get(TAILS),
        values.get(LOOPS));
  }
}
