package io.weir.engine.config;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.MapOf;
import io.weir.engine.config.schema.Parsed;
import io.weir.engine.config.schema.Placed;
import io.weir.engine.config.schema.Scalar;
import io.weir.engine.config.schema.Table;
import io.weir.engine.config.schema.Values;
import io.weir.engine.json.JsonPointer;
import io.weir.engine.link.in.Acks;
import io.weir.engine.link.in.HeaderSource;
import io.weir.engine.link.in.KeyRule;
import io.weir.engine.link.in.OnFull;
import io.weir.engine.link.in.Split;
import io.weir.engine.stream.Format;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys of a link that say how what comes in becomes records. */
final class PublicationKeys {
  private static final Scalar<JsonPointer> JSON_POINTER =
      Scalar.of(
          "a JSON Pointer, such as /device/id",
          text ->
              JsonPointer.problem(text)
                  .<Parsed<JsonPointer>>map(Parsed::unfit)
                  .orElseGet(() -> Parsed.fits(JsonPointer.parse(text))),
          JsonPointer::toString);

  static final Key<String> CONSTANT =
      Key.optional("constant", Scalars.WORD, "", "The same one for all.");

  static final Key<String> QUERY =
      Key.optional("query", Scalars.WORD, "", "A parameter of the URL; required.");

  static final Key<String> HEADER =
      Key.optional("header", Scalars.HEADER, "", "A header of the handshake; required.");

  static final Key<JsonPointer> POINTER =
      Key.optional("pointer", JSON_POINTER, "", "A member of the value (RFC 6901): `/device/id`.");

  static final Key<Boolean> REQUIRED =
      Key.of(
          "required",
          Scalars.FLAG,
          true,
          "With `pointer`: whether a record without it is refused; otherwise it has no key.");

  static final Key<Boolean> PATH =
      Key.of("path", Scalars.FLAG, false, "The part of the path where `accept` has `{key}`.");

  static final Key<KeyRule> KEY =
      Key.section(
          "key",
          Table.of(
              List.of(CONSTANT, QUERY, HEADER, POINTER, REQUIRED, PATH), PublicationKeys::keyRule),
          "With `in`: where records get their keys; one of these. Left out: they have none.");

  static final Key<String> HANDSHAKE =
      Key.optional("header", Scalars.HEADER, "", "A header of the handshake, if it is there.");

  static final Key<Boolean> ADDRESS =
      Key.of("address", Scalars.FLAG, false, "The client's address.");

  static final Key<Boolean> PRINCIPAL =
      Key.of("principal", Scalars.FLAG, false, "The name of the client's principal.");

  static final Key<Map<String, Placed<HeaderSource>>> HEADERS =
      Key.collection(
          "record-headers",
          new MapOf<>(
              Scalars.WORD,
              Table.of(
                  List.of(CONSTANT, HANDSHAKE, ADDRESS, PRINCIPAL), PublicationKeys::headerSource),
              "a mapping of headers to where they come from"),
          Map.of(),
          "none",
          "With `in`: headers of every record, by name; each has one of these.");

  static final Key<JsonPointer> TIMESTAMP_POINTER =
      Key.required("pointer", JSON_POINTER, JsonPointer.parse(""), "A member of the value.");

  static final Key<JsonPointer> TIMESTAMP =
      Key.optional(
          "timestamp",
          Table.of(List.of(TIMESTAMP_POINTER), values -> values.get(TIMESTAMP_POINTER)),
          "the time of arrival",
          "With `in`: where a value has its time: milliseconds since the epoch, or RFC 3339.");

  static final Key<Format> FORMAT =
      Key.optional(
          "format",
          Choice.of(
              Map.of("json", Format.JSON, "text", Format.TEXT, "bytes", Format.BYTES), List.of()),
          "the stream's",
          "With `in`: what values are checked to be; `bytes`: nothing is checked.");

  static final Key<Split> SPLIT =
      Key.of(
          "split",
          Choice.of(
              Map.of("none", Split.NONE, "lines", Split.LINES, "json-array", Split.JSON_ARRAY),
              List.of()),
          Split.NONE,
          "With `in`: whether each line, or each element of an array, is a record.");

  static final Key<Acks> ACK =
      Key.of(
          "ack",
          Scalar.of("`none`, `each` or `every:N`", PublicationKeys::acks, Acks::toString),
          Acks.NONE,
          "With `in`: which messages are acknowledged, unless a client asks for something else.");

  static final Key<OnFull> ON_FULL =
      Key.of(
          "on-full",
          Choice.of(Map.of("wait", OnFull.WAIT, "refuse", OnFull.REFUSE), List.of()),
          OnFull.WAIT,
          "With `in`: while too much is unacknowledged, clients are not read (`wait`) or told"
              + " (`refuse`), unless they ask for something else. With `weir.v1` they always wait.");

  static final Key<JsonPointer> ID_POINTER =
      Key.required("pointer", JSON_POINTER, JsonPointer.parse(""), "A member of the message.");

  static final Key<JsonPointer> ID =
      Key.optional(
          "id",
          Table.of(List.of(ID_POINTER), values -> values.get(ID_POINTER)),
          "none",
          "With `in`: what the client calls a message, for acknowledgements; one that comes again"
              + " on the same connection is not written twice.");

  static final Key<String> REFUSED =
      Key.optional(
          "refused",
          Scalars.NAMED,
          "none",
          "With `in`: a declared stream that gets what was refused, with the reason in headers.");

  static final Key<ByteSize> MAX_MESSAGE =
      Key.optional(
          "max-message",
          Scalars.size(new ByteSize(128), ByteSize.mebibytes(64)),
          "limits.max-message",
          "With `in`: the largest message; a larger one closes with 1009.");

  static final List<Key<?>> ALL =
      List.of(KEY, HEADERS, TIMESTAMP, FORMAT, SPLIT, ACK, ON_FULL, ID, REFUSED, MAX_MESSAGE);

  /** Those of a link that dials, whose peer has sent no handshake and is told nothing. */
  static final List<Key<?>> OF_PEERS = List.of(KEY, HEADERS, TIMESTAMP, FORMAT, SPLIT, REFUSED);

  private static final String NO_HANDSHAKE =
      "is taken from a client's handshake, and a link that dials has none";

  private PublicationKeys() {}

  static PublicationSettings build(Values values) {
    Map<String, HeaderSource> headers = new LinkedHashMap<>();
    values.get(HEADERS).forEach((name, source) -> headers.put(name, source.value()));
    return new PublicationSettings(
        values.get(KEY),
        headers,
        values.find(TIMESTAMP),
        values.find(FORMAT),
        values.get(SPLIT),
        values.get(ACK),
        values.get(ON_FULL),
        values.find(ID),
        values.find(REFUSED),
        values.find(MAX_MESSAGE));
  }

  /** Of a link that dials. */
  static PublicationSettings ofPeer(Values values) {
    KeyRule key = values.get(KEY);
    boolean known =
        key instanceof KeyRule.None
            || key instanceof KeyRule.Constant
            || key instanceof KeyRule.Pointer;
    if (!known) {
      values.problem(KEY, NO_HANDSHAKE);
    }
    Map<String, HeaderSource> headers = new LinkedHashMap<>();
    values
        .get(HEADERS)
        .forEach(
            (name, source) -> {
              headers.put(name, source.value());
              if (source.value() instanceof HeaderSource.Handshake
                  || source.value() instanceof HeaderSource.Principal) {
                values.reading().problem(source.place(), NO_HANDSHAKE);
              }
            });
    return new PublicationSettings(
        key,
        headers,
        values.find(TIMESTAMP),
        values.find(FORMAT),
        values.get(SPLIT),
        Acks.EACH,
        OnFull.WAIT,
        Optional.empty(),
        values.find(REFUSED),
        Optional.empty());
  }

  private static KeyRule keyRule(Values values) {
    List<KeyRule> rules =
        Stream.<KeyRule>of(
                values.find(CONSTANT).map(KeyRule.Constant::new).orElse(null),
                values.find(QUERY).map(KeyRule.Query::new).orElse(null),
                values.find(HEADER).map(KeyRule.Header::new).orElse(null),
                values
                    .find(POINTER)
                    .map(pointer -> new KeyRule.Pointer(pointer, values.get(REQUIRED)))
                    .orElse(null),
                values.get(PATH) ? new KeyRule.Path() : null)
            .filter(Objects::nonNull)
            .toList();
    if (rules.size() > 1) {
      values.reading().problem(values.place(), "more than one source: leave one of them");
    }
    if (values.has(REQUIRED) && !values.has(POINTER)) {
      values.problem(REQUIRED, "belongs to `pointer`, which is not here");
    }
    return rules.isEmpty() ? new KeyRule.None() : rules.getFirst();
  }

  private static HeaderSource headerSource(Values values) {
    List<HeaderSource> sources =
        Stream.<HeaderSource>of(
                values.find(CONSTANT).map(HeaderSource.Constant::new).orElse(null),
                values.find(HANDSHAKE).map(HeaderSource.Handshake::new).orElse(null),
                values.get(ADDRESS) ? new HeaderSource.Address() : null,
                values.get(PRINCIPAL) ? new HeaderSource.Principal() : null)
            .filter(Objects::nonNull)
            .toList();
    boolean sound = values.sound(CONSTANT, HANDSHAKE, ADDRESS, PRINCIPAL);
    if (sources.size() != 1 && sound) {
      values
          .reading()
          .problem(
              values.place(), "give one of constant, header, address: true and principal: true");
    }
    return sources.isEmpty() ? new HeaderSource.Constant("") : sources.getFirst();
  }

  private static Parsed<Acks> acks(String text) {
    return Acks.parse(text)
        .map(Parsed::fits)
        .orElseGet(
            () ->
                Parsed.unfit(
                    "is neither none, nor each, nor every:N with N from 1 to " + Acks.MAX_EVERY));
  }
}
