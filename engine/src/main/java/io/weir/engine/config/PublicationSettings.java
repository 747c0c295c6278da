package io.weir.engine.config;

import io.weir.engine.json.JsonPointer;
import io.weir.engine.link.in.Acks;
import io.weir.engine.link.in.HeaderSource;
import io.weir.engine.link.in.KeyRule;
import io.weir.engine.link.in.OnFull;
import io.weir.engine.link.in.Split;
import io.weir.engine.stream.Format;
import java.util.Map;
import java.util.Optional;

/**
 * How what comes in becomes records.
 *
 * @param headers of every record, by name, in this order
 * @param timestamp where a value has it; empty: the time of its arrival
 * @param format what is checked of values; empty: the stream's
 * @param id what a client calls a message
 * @param refused the name of a declared stream that gets what was refused
 * @param maxMessage of one message; empty: the listener's limit
 */
public record PublicationSettings(
    KeyRule key,
    Map<String, HeaderSource> headers,
    Optional<JsonPointer> timestamp,
    Optional<Format> format,
    Split split,
    Acks acks,
    OnFull onFull,
    Optional<JsonPointer> id,
    Optional<String> refused,
    Optional<ByteSize> maxMessage) {

  /** What holds where a stream may be written to and no link says more. */
  public static final PublicationSettings DEFAULT =
      new PublicationSettings(
          new KeyRule.None(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Split.NONE,
          Acks.NONE,
          OnFull.WAIT,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
