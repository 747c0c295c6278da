package io.weir.engine.config;

import io.weir.engine.access.Access;
import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.ListOf;
import io.weir.engine.config.schema.Placed;
import io.weir.engine.config.schema.Table;
import io.weir.engine.config.schema.Values;
import io.weir.engine.listener.Proxies;
import io.weir.engine.listener.Subnet;
import java.util.List;
import java.util.Optional;

/**
 * An address that accepts.
 *
 * @param name unique among listeners
 * @param tls empty: plain
 * @param stream the name of the declared stream that it serves, where its dialect serves one only
 * @param origins the values of {@code Origin} that may open sockets, or {@code *}; empty: requests
 *     without one and those of the same host
 * @param compression whether clients that offer it get compressed messages
 * @param proxies who is believed what it tells of its clients
 * @param access who may enter
 */
public record ListenerSettings(
    String name,
    Address address,
    DialectName dialect,
    Optional<TlsSettings> tls,
    Optional<String> stream,
    List<String> origins,
    boolean compression,
    Proxies proxies,
    Access access) {

  static final Key<String> NAME =
      Key.required(
          "name",
          Scalars.NAMED,
          "",
          "What links, metrics and environment variables call it; unique.");

  static final Key<Address> ADDRESS =
      Key.required(
          "address",
          Scalars.ADDRESS,
          new Address("127.0.0.1", 0),
          "Where it listens; port 0 picks a free one. Unless it is a loopback address, `access` has"
              + " to be written.");

  static final Key<DialectName> DIALECT =
      Key.of(
          "dialect",
          Choice.of(DialectName.words(), List.of("drogue", "kuiper")),
          DialectName.WEIR,
          "What its clients speak: `weir` is the native dialect, `quix` that of the Quix WebSocket"
              + " Destination.");

  static final Key<TlsSettings> TLS =
      Key.optional(
          "tls",
          TlsSettings.TABLE,
          "plain",
          "Serves `wss://` and `https://`: TLS 1.2 and 1.3 with this certificate.");

  static final Key<String> STREAM =
      Key.optional(
          "stream",
          Scalars.NAMED,
          "required by `quix`",
          "The stream that a `quix` listener serves; it has to be declared. Native listeners serve"
              + " all streams and have no such key.");

  static final Key<List<Placed<String>>> ORIGINS =
      Key.collection(
          "origins",
          new ListOf<>(Scalars.ORIGINS, "a list of origins, such as [https://app.example.com]"),
          List.of(),
          "the listener's own host",
          "The web pages whose scripts may connect, as browsers tell it in `Origin`; `*`: all."
              + " Programs that are no browsers send none and may always connect.");

  static final Key<Boolean> COMPRESSION =
      Key.of(
          "compression",
          Scalars.FLAG,
          true,
          "Whether clients that offer `permessage-deflate` get messages of 256 bytes and more"
              + " compressed, each once for all of them. Compressing takes at most half of the"
              + " time of the thread that reads a stream; what comes faster goes out as it is.");

  static final Key<List<Placed<Subnet>>> TRUSTED_PROXIES =
      Key.collection(
          "trusted-proxies",
          new ListOf<>(Scalars.SUBNET, "a list of subnets or addresses, such as [10.0.0.0/8]"),
          List.of(),
          "none",
          "The proxies in front of it that tell who their clients are: in `Forwarded`,"
              + " `X-Forwarded-For`, `-Proto` and `-Host`, or with the PROXY protocol. From others"
              + " the headers mean nothing and the PROXY protocol is refused.");

  /** Makes the settings of a listener once it is known who may enter. */
  static final Table<Unguarded> TABLE =
      Table.of(
          List.of(NAME, ADDRESS, DIALECT, TLS, STREAM, ORIGINS, COMPRESSION, TRUSTED_PROXIES),
          Unguarded::new);

  /** A listener of which it is not yet known who may enter. */
  record Unguarded(
      String name,
      Address address,
      DialectName dialect,
      Optional<TlsSettings> tls,
      Optional<String> stream,
      List<String> origins,
      boolean compression,
      Proxies proxies) {
    private Unguarded(Values values) {
      this(
          values.get(NAME),
          values.get(ADDRESS),
          values.get(DIALECT),
          values.find(TLS),
          values.find(STREAM),
          values.get(ORIGINS).stream().map(Placed::value).toList(),
          values.get(COMPRESSION),
          new Proxies(values.get(TRUSTED_PROXIES).stream().map(Placed::value).toList()));
    }

    boolean isNative() {
      return dialect == DialectName.WEIR;
    }

    /** With the access that is written; what is left out is open, on loopback addresses only. */
    ListenerSettings guarded(Optional<Access> access) {
      return new ListenerSettings(
          name,
          address,
          dialect,
          tls,
          stream,
          origins,
          compression,
          proxies,
          access.orElseGet(Access.Open::new));
    }
  }
}
