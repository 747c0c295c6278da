package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.Table;
import java.time.Duration;
import java.util.List;

/**
 * What a client may ask of a listener; the same for all.
 *
 * @param handshakeTimeout from the connection to the end of the request's headers
 * @param maxUrl of a request line
 * @param maxHeader of all headers of a request together
 * @param maxMessage of a message from a client, its fragments together
 */
public record LimitSettings(
    Duration handshakeTimeout, ByteSize maxUrl, ByteSize maxHeader, ByteSize maxMessage) {

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

  static final Table<LimitSettings> TABLE =
      Table.of(
          List.of(HANDSHAKE_TIMEOUT, MAX_URL, MAX_HEADER, MAX_MESSAGE),
          values ->
              new LimitSettings(
                  values.get(HANDSHAKE_TIMEOUT),
                  values.get(MAX_URL),
                  values.get(MAX_HEADER),
                  values.get(MAX_MESSAGE)));
}
