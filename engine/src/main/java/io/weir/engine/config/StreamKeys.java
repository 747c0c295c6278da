package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.Table;
import io.weir.engine.config.schema.Values;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import java.util.List;
import java.util.Map;

/** An entry of the section {@code streams}. */
final class StreamKeys {
  static final Key<String> TOPIC =
      Key.optional("topic", Scalars.TOPIC, "the stream's name", "The Kafka topic behind it.");

  static final Key<Format> FORMAT =
      Key.of(
          "format",
          Choice.of(
              Map.of("json", Format.JSON, "text", Format.TEXT, "bytes", Format.BYTES),
              List.of("avro", "protobuf")),
          Format.JSON,
          "How values are shown where a frame looks inside: `json` where it parses, else as `text`;"
              + " `text` where it is UTF-8, else as `bytes`.");

  static final Key<Boolean> CREATE =
      Key.of(
          "create",
          Scalars.FLAG,
          false,
          "Whether a missing topic is created. On the embedded Kafka it always is.");

  static final Key<Boolean> OUT =
      Key.of(
          "out",
          Scalars.FLAG,
          true,
          "Whether it can be read at `/streams/NAME` on every native listener.");

  static final Table<Stream> TABLE =
      Table.of(List.of(TOPIC, FORMAT, CREATE, OUT), StreamKeys::build).later("history");

  private StreamKeys() {}

  private static Stream build(Values values) {
    return new Stream(
        values.name(),
        values.find(TOPIC).orElse(values.name()),
        values.get(FORMAT),
        values.get(CREATE),
        values.get(OUT));
  }
}
