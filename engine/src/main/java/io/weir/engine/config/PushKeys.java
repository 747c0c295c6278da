package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.ListOf;
import io.weir.engine.config.schema.Parsed;
import io.weir.engine.config.schema.Placed;
import io.weir.engine.config.schema.Scalar;
import io.weir.engine.config.schema.Table;
import io.weir.engine.config.schema.Values;
import io.weir.engine.config.schema.WordOr;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.json.JsonPointer;
import io.weir.engine.json.MessagePattern;
import io.weir.engine.link.KeyFilter;
import io.weir.engine.stream.Start;
import io.weir.engine.text.Rfc3339;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The keys of a dialing link that say what it sends, and when that counts as delivered. */
final class PushKeys {
  static final Key<List<Placed<String>>> KEY =
      Key.collection(
          "key",
          new ListOf<>(
              Scalar.of(
                  "a key, or a prefix with `*` behind it",
                  text -> text.isEmpty() ? Parsed.unfit("is empty") : Parsed.fits(text),
                  Function.identity()),
              "a list of keys, such as [truck-001, car-*]"),
          List.of(),
          "all",
          "With `out`: the keys that are sent: exact ones, prefixes such as `truck-*`, or `*`.");

  static final Key<FrameKind> FRAME =
      Key.of(
          "frame",
          Choice.of(
              Map.of(
                  "value", FrameKind.VALUE,
                  "record", FrameKind.RECORD,
                  "cloudevents", FrameKind.CLOUDEVENTS),
              List.of()),
          FrameKind.VALUE,
          "With `out`: what a record looks like, as in [protocol.md](protocol.md).");

  static final Key<Start> FROM =
      Key.of(
          "from",
          Scalar.of(
              "`latest`, `earliest`, or an instant such as 2026-11-20T12:00:00Z",
              PushKeys::start,
              PushKeys::printed),
          new Start.Latest(),
          "With `out`: where the link begins at its very first start; later it goes on where it was.");

  static final Key<MessagePattern> REJECT =
      Key.optional(
          "reject",
          Table.of(List.of(PatternKeys.MATCH, PatternKeys.TEXT), PatternKeys::build),
          "none",
          "Which replies say that the record is to be sent again.");

  static final Key<JsonPointer> ID =
      Key.optional(
          "id",
          PatternKeys.POINTER,
          "one reply a frame, in order",
          "A JSON Pointer to the record's cursor or offset in a reply.");

  static final Key<Boolean> CUMULATIVE =
      Key.of(
          "cumulative",
          Scalars.FLAG,
          false,
          "With `id`: whether a reply is for all records before that one, too.");

  static final Key<ConfirmSettings> ACK =
      Key.required(
          "ack",
          Table.of(
              List.of(PatternKeys.MATCH, PatternKeys.TEXT, ID, CUMULATIVE, REJECT), PushKeys::ack),
          new ConfirmSettings.Pong(),
          "The peer's replies.");

  static final Key<ConfirmSettings> CONFIRM =
      new Key<>(
          "confirm",
          WordOr.of(
              Map.of("pong", new ConfirmSettings.Pong(), "written", new ConfirmSettings.Written()),
              Table.of(List.of(ACK), values -> values.get(ACK)),
              "`pong`, `written`, or `ack: {match: …}`"),
          Optional.of(new ConfirmSettings.Pong()),
          false,
          "`pong`",
          "With `out`: what counts as delivered: the `pong` to a ping behind the frames, `written` for"
              + " peers that answer none, or replies.");

  static final Key<Integer> RECORDS =
      Key.of("records", Scalars.count(1, 1_000_000), 10_000, "How many.");

  static final Key<ByteSize> BYTES =
      Key.of(
          "bytes",
          Scalars.size(ByteSize.kibibytes(1), ByteSize.mebibytes(1024)),
          ByteSize.mebibytes(4),
          "How many bytes of frames.");

  record InFlight(int records, ByteSize bytes) {}

  static final Key<InFlight> IN_FLIGHT =
      Key.section(
          "in-flight",
          Table.of(
              List.of(RECORDS, BYTES),
              values -> new InFlight(values.get(RECORDS), values.get(BYTES))),
          "With `out`: what may be sent and not confirmed.");

  static final Key<Duration> PATIENCE =
      Key.of(
          "patience",
          Scalars.duration(Duration.ZERO, Duration.ofDays(1)),
          Duration.ofMinutes(1),
          "With `out`: if no confirmation comes for so long, while one is due, the connection is made"
              + " anew; `0s`: never.");

  static final Key<Integer> RETRIES =
      Key.of(
          "retries",
          Scalars.count(0, 1000),
          3,
          "With `ack.reject`: how often a record is sent again.");

  static final Key<String> DEAD_LETTER =
      Key.optional(
          "dead-letter",
          Scalars.NAMED,
          "none",
          "With `ack.reject`, required: the declared stream that a record goes to after that.");

  static final List<Key<?>> ALL =
      List.of(KEY, FRAME, FROM, CONFIRM, IN_FLIGHT, PATIENCE, RETRIES, DEAD_LETTER);

  private PushKeys() {}

  static PushSettings build(Values values) {
    ConfirmSettings confirm = values.get(CONFIRM);
    InFlight inFlight = values.get(IN_FLIGHT);
    checkRejects(values, confirm);
    return new PushSettings(
        KeyFilter.of(values.get(KEY).stream().map(Placed::value).toList()),
        values.get(FRAME),
        values.get(FROM),
        confirm,
        inFlight.records(),
        inFlight.bytes(),
        values.get(PATIENCE),
        values.get(RETRIES),
        values.find(DEAD_LETTER));
  }

  private static void checkRejects(Values values, ConfirmSettings confirm) {
    if (!values.sound(CONFIRM)) {
      return;
    }
    if (confirm.rejects() && !values.has(DEAD_LETTER)) {
      values.problem(
          CONFIRM,
          "can reject, so `dead-letter` is missing: the stream for what it keeps rejecting");
    }
    for (Key<?> key : List.<Key<?>>of(RETRIES, DEAD_LETTER)) {
      if (values.has(key) && !confirm.rejects()) {
        values.problem(key, "goes with `confirm: {ack: {reject: …}}` only: nothing is rejected");
      }
    }
  }

  private static ConfirmSettings ack(Values values) {
    if (values.get(CUMULATIVE) && !values.has(ID)) {
      values.problem(CUMULATIVE, "needs `id`, which says up to where");
    }
    return new ConfirmSettings.Ack(
        PatternKeys.build(values), values.find(ID), values.get(CUMULATIVE), values.find(REJECT));
  }

  private static Parsed<Start> start(String text) {
    if (text.equals("latest") || text.equals("earliest")) {
      return Parsed.fits(text.equals("latest") ? new Start.Latest() : new Start.Earliest());
    }
    return Rfc3339.parse(text)
        .map(OffsetDateTime::toInstant)
        .filter(instant -> instant.toEpochMilli() >= 0)
        .<Parsed<Start>>map(instant -> Parsed.fits(new Start.Since(instant.toEpochMilli())))
        .orElseGet(
            () ->
                Parsed.unfit(
                    "is neither `latest` nor `earliest`, nor an instant such as"
                        + " 2026-11-20T12:00:00Z"));
  }

  private static String printed(Start start) {
    return switch (start) {
      case Start.Latest latest -> "latest";
      case Start.Earliest earliest -> "earliest";
      case Start.Since(long millis) -> Instant.ofEpochMilli(millis).toString();
      case Start.At at -> throw new IllegalArgumentException("cannot be written");
    };
  }
}
