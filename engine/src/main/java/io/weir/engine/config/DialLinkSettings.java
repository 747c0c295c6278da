package io.weir.engine.config;

import io.weir.engine.config.schema.Fork;
import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.Table;
import io.weir.engine.config.schema.Type;
import io.weir.engine.config.schema.Values;
import io.weir.engine.dial.DialSettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A peer that we connect to.
 *
 * @param name unique, also in the cluster
 * @param stream the name of a declared stream
 * @param out what is sent; empty: nothing
 * @param in how the peer's messages become records; empty: they do not. Exactly one of the two is
 *     there
 */
public record DialLinkSettings(
    String name,
    DialSettings dial,
    String stream,
    Optional<PushSettings> out,
    Optional<PublicationSettings> in)
    implements LinkEntry {

  static final Key<String> OUT =
      Key.required("out", Scalars.NAMED, "", "The stream that is sent; it has to be declared.");

  static final Key<String> IN =
      Key.required(
          "in",
          Scalars.NAMED,
          "",
          "The stream that the peer's messages are written to; it has to be declared.");

  private static final String SIDES = "`accept` and `dial` exclude each other: a link has one side";
  private static final String DIALS = "belongs to a link that dials: `dial` is missing";
  private static final String LISTENER = "a link that dials is on no listener: leave it out";

  static final Table<DialLinkSettings> OUT_TABLE =
      Table.of(
              keys(OUT, PushKeys.ALL),
              values -> build(values, OUT, Optional.of(PushKeys.build(values)), Optional.empty()))
          .refusing("accept", SIDES)
          .refusing("listener", LISTENER)
          .refusing("in", "`in` and `out` exclude each other: a link has one direction");

  static final Table<DialLinkSettings> IN_TABLE =
      Table.of(
              keys(IN, PublicationKeys.OF_PEERS),
              values ->
                  build(values, IN, Optional.empty(), Optional.of(PublicationKeys.ofPeer(values))))
          .refusing("accept", SIDES)
          .refusing("listener", LISTENER)
          .refusing(PushKeys.ALL, "goes with `out` only: nothing is sent on this link");

  /** An entry of either side, told apart by what is written. */
  static final Type<LinkEntry> ENTRY =
      new Fork<>(
          RemoteKeys.DIAL.name(),
          new Fork<>(OUT.name(), OUT_TABLE, IN_TABLE),
          new Fork<>(
              LinkSettings.IN.name(),
              accepting(LinkSettings.IN_TABLE),
              accepting(LinkSettings.OUT_TABLE)));

  private static Table<LinkSettings.Unbound> accepting(Table<LinkSettings.Unbound> table) {
    return table.refusing(DialKeys.ALL, DIALS).refusing(PushKeys.ALL, DIALS);
  }

  /** The key that names the stream. */
  Key<String> direction() {
    return out.isPresent() ? OUT : IN;
  }

  private static List<Key<?>> keys(Key<String> stream, List<Key<?>> more) {
    return Stream.of(DialKeys.ALL, List.<Key<?>>of(stream), more).flatMap(List::stream).toList();
  }

  private static DialLinkSettings build(
      Values values,
      Key<String> stream,
      Optional<PushSettings> out,
      Optional<PublicationSettings> in) {
    return new DialLinkSettings(
        values.get(DialKeys.NAME), DialKeys.build(values), values.get(stream), out, in);
  }
}
