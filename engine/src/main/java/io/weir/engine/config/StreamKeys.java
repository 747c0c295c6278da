package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.ListOf;
import io.weir.engine.config.schema.Placed;
import io.weir.engine.config.schema.Scalar;
import io.weir.engine.config.schema.Table;
import io.weir.engine.config.schema.Values;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.History;
import io.weir.engine.stream.Slow;
import io.weir.engine.stream.SlowPolicy;
import io.weir.engine.stream.Stream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

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

  static final Key<Boolean> IN =
      Key.of(
          "in",
          Scalars.FLAG,
          false,
          "Whether clients can write to it at `/streams/NAME` on every native listener.");

  static final Key<Duration> MAX_AGE =
      Key.of(
          "max-age",
          Scalars.duration(Duration.ZERO, Duration.ofDays(36_500)),
          Duration.ZERO,
          "How old a record may be for a client to begin with it; `0s`: however old.");

  static final Key<Integer> MAX_RECORDS =
      Key.of(
          "max-records",
          Scalars.count(0, Integer.MAX_VALUE),
          0,
          "How many of the latest records of each partition a client may begin with; `0`: all.");

  private static final Scalar<Slow> POLICY =
      Choice.of(
          Arrays.stream(Slow.values()).collect(Collectors.toMap(Slow::id, Function.identity())),
          List.of());

  static final Key<Slow> STANDARD =
      Key.of("default", POLICY, Slow.CATCH_UP, "What happens to clients that do not say.");

  static final Key<List<Placed<Slow>>> ALLOWED =
      Key.collection(
          "allowed",
          new ListOf<>(POLICY, "a list, such as [catch-up, conflate]"),
          List.of(),
          "all of them",
          "What clients may ask for by `slow`; `max_rate` needs `conflate`.");

  static final Key<SlowPolicy> SLOW =
      Key.section(
          "slow",
          Table.of(List.of(STANDARD, ALLOWED), StreamKeys::slow),
          "What may happen to clients that read too slowly.");

  static final Key<History> HISTORY =
      Key.section(
          "history",
          Table.of(
              List.of(MAX_AGE, MAX_RECORDS),
              values -> new History(values.get(MAX_AGE), values.get(MAX_RECORDS))),
          "How far back clients may read. What a cursor asks for beyond that is told as a gap.");

  static final Table<Stream> TABLE =
      Table.of(List.of(TOPIC, FORMAT, CREATE, OUT, IN, HISTORY, SLOW), StreamKeys::build);

  private StreamKeys() {}

  private static Stream build(Values values) {
    return new Stream(
        values.name(),
        values.find(TOPIC).orElse(values.name()),
        values.get(FORMAT),
        values.get(CREATE),
        values.get(OUT),
        values.get(HISTORY),
        values.get(IN),
        values.get(SLOW));
  }

  private static SlowPolicy slow(Values values) {
    Slow standard = values.get(STANDARD);
    if (!values.has(ALLOWED)) {
      return new SlowPolicy(standard, SlowPolicy.ANY.allowed());
    }
    List<Slow> allowed = values.get(ALLOWED).stream().map(Placed::value).toList();
    if (!allowed.contains(standard) && values.sound(STANDARD, ALLOWED)) {
      values.problem(
          values.has(STANDARD) ? STANDARD : ALLOWED,
          "default=%s is not among those that are allowed: add it, or name another default"
              .formatted(standard.id()));
    }
    return new SlowPolicy(standard, Set.copyOf(allowed));
  }
}
