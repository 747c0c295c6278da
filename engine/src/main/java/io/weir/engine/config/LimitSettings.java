package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.Table;
import io.weir.engine.config.schema.Values;
import io.weir.engine.limit.Rate;
import io.weir.engine.link.FilterLimit;
import java.time.Duration;
import java.util.List;

/**
 * What clients may ask of Weir; the same for all listeners.
 *
 * @param handshakeTimeout from the connection to the end of the request's headers
 * @param maxUrl of a request line
 * @param maxHeader of all headers of a request together
 * @param maxMessage of a message from a client, its fragments together
 * @param maxConnections open at a time; 0: as many as the limit of open files leaves
 * @param maxConnectionsPerAddress of these, from one IPv4 address or one /64 of IPv6; 0: any number
 * @param handshakes requests of all clients together
 * @param inboundMessages frames of one client
 * @param filter of a subscription
 */
public record LimitSettings(
    Duration handshakeTimeout,
    ByteSize maxUrl,
    ByteSize maxHeader,
    ByteSize maxMessage,
    int maxConnections,
    int maxConnectionsPerAddress,
    Rate handshakes,
    Rate inboundMessages,
    FilterLimit filter) {

  static final Key<Duration> HANDSHAKE_TIMEOUT =
      Key.of(
          "handshake-timeout",
          Scalars.duration(Duration.ofMillis(100), Duration.ofMinutes(10)),
          Duration.ofSeconds(10),
          "How long a client may take from connecting to the end of its request.");

  static final Key<ByteSize> MAX_URL =
      Key.of(
          "max-url",
          Scalars.size(new ByteSize(128), ByteSize.mebibytes(1)),
          ByteSize.kibibytes(8),
          "The longest request line; a longer one is refused.");

  static final Key<ByteSize> MAX_HEADER =
      Key.of(
          "max-header",
          Scalars.size(new ByteSize(512), ByteSize.mebibytes(1)),
          ByteSize.kibibytes(16),
          "All headers of a request together; more is refused.");

  static final Key<ByteSize> MAX_MESSAGE =
      Key.of(
          "max-message",
          Scalars.size(new ByteSize(128), ByteSize.mebibytes(1024)),
          ByteSize.mebibytes(1),
          "The largest message from a client, fragments together; a larger one closes with 1009.");

  static final Key<Integer> MAX_CONNECTIONS =
      Key.of(
          "max-connections",
          Scalars.count(0, 10_000_000),
          0,
          "How many connections may be open on all listeners together; more are refused with 503."
              + " `0`: as many as the system's limit of open files leaves, one for each 32 KiB"
              + " that the heap may have at most. On TLS they are cut without a word.");

  static final Key<Integer> MAX_CONNECTIONS_PER_ADDRESS =
      Key.of(
          "max-connections-per-address",
          Scalars.count(0, 10_000_000),
          0,
          "How many of them may come from one IPv4 address or one /64 of IPv6; more are refused with"
              + " 429. `0`: any number.");

  static final Key<Rate> HANDSHAKES =
      Key.of(
          "handshakes",
          Scalars.RATE,
          Rate.UNBOUNDED,
          "How many requests all clients together may make; more are refused with 429;"
              + " on TLS, handshakes of that, and more are cut without a word.");

  static final Key<Rate> INBOUND_MESSAGES =
      Key.of(
          "inbound-messages",
          Scalars.RATE,
          new Rate(100, 1000),
          "How many frames one client may send, pings and fragments included; one that sends more is"
              + " closed with 4251. Who may write to a stream is held back by `in` instead.");

  static final Key<Integer> MAX_FILTER_KEYS =
      Key.of(
          "max-filter-keys",
          Scalars.count(1, 16_384),
          FilterLimit.DEFAULT.keys(),
          "How many keys and prefixes one subscription may have.");

  static final Key<ByteSize> MAX_FILTER =
      Key.of(
          "max-filter",
          Scalars.size(new ByteSize(16), ByteSize.mebibytes(1)),
          new ByteSize(FilterLimit.DEFAULT.bytes()),
          "All keys and prefixes of one subscription together.");

  static final Table<LimitSettings> TABLE =
      Table.of(
          List.of(
              HANDSHAKE_TIMEOUT,
              MAX_URL,
              MAX_HEADER,
              MAX_MESSAGE,
              MAX_CONNECTIONS,
              MAX_CONNECTIONS_PER_ADDRESS,
              HANDSHAKES,
              INBOUND_MESSAGES,
              MAX_FILTER_KEYS,
              MAX_FILTER),
          LimitSettings::build);

  private static LimitSettings build(Values values) {
    return new LimitSettings(
        values.get(HANDSHAKE_TIMEOUT),
        values.get(MAX_URL),
        values.get(MAX_HEADER),
        values.get(MAX_MESSAGE),
        values.get(MAX_CONNECTIONS),
        values.get(MAX_CONNECTIONS_PER_ADDRESS),
        values.get(HANDSHAKES),
        values.get(INBOUND_MESSAGES),
        new FilterLimit(
            values.get(MAX_FILTER_KEYS), Math.toIntExact(values.get(MAX_FILTER).bytes())));
  }
}
