package io.weir.engine.link.in;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.Utf8;
import io.weir.engine.json.JsonDocument;
import io.weir.engine.json.JsonPointer;
import io.weir.engine.json.JsonValue;
import io.weir.engine.socket.Opener;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Header;
import io.weir.engine.text.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a message becomes records. Immutable; any thread.
 *
 * @param format what values are checked to be
 * @param headers of every record
 * @param timestamp where a value has it; empty: it is the time of arrival
 * @param id where a message has what the peer calls it
 */
public record RecordForm(
    Format format,
    Split split,
    KeyFrom key,
    List<HeaderRule> headers,
    Optional<JsonPointer> timestamp,
    Optional<JsonPointer> id) {

  private static final int MAX_ID_CHARS = 64;

  /** Of one message. */
  static final int MAX_RECORDS = 10_000;

  private static final int MAX_KEY_CHARS = 32 << 10;

  /** The same with another key for all of its records; null: they have none. */
  public RecordForm with(byte @Nullable [] sessionKey) {
    KeyFrom from = sessionKey == null ? new KeyFrom.Nowhere() : new KeyFrom.Session(sessionKey);
    return new RecordForm(format, split, from, headers, timestamp, id);
  }

  /** The headers of all records of a peer. */
  public List<Header> headers(Opener opener) {
    return headers.stream().map(rule -> rule.of(opener)).toList();
  }

  /**
   * Reads the value of one record.
   *
   * @param value in UTF-8; null: a tombstone, whose key is not in its value
   * @param with the headers of its record
   */
  public Outcome read(byte @Nullable [] value, List<Header> with, long arrivalMillis) {
    if (value != null) {
      return read(false, value, with, arrivalMillis);
    }
    return switch (key) {
      case KeyFrom.Nowhere() -> unfit("a tombstone without a key means nothing: give it one", null);
      case KeyFrom.Value(var pointer, boolean required) ->
          unfit("a tombstone has no value to take its key from: give it one", null);
      case KeyFrom.Session(byte[] of) ->
          new Records(List.of(new Draft(of, null, with, arrivalMillis)), null);
    };
  }

  /** What a message is. Its id is JSON as the peer wrote it; null: it has none. */
  public sealed interface Outcome {}

  /** It is these records. */
  public record Records(List<Draft> drafts, @Nullable String id) implements Outcome {}

  /** It is none, and nothing of it is to be written. */
  public record Unfit(Refusal refusal, @Nullable String id) implements Outcome {}

  /**
   * Reads a message.
   *
   * @param text whether it is known to be UTF-8
   * @param payload is kept
   * @param with the headers of its records
   */
  public Outcome read(boolean text, byte[] payload, List<Header> with, long arrivalMillis) {
    if (!text && format != Format.BYTES && !Utf8.isValid(payload)) {
      return unfit("this is not UTF-8: the stream takes " + name(), null);
    }
    if (split == Split.NONE) {
      return one(payload, with, arrivalMillis);
    }
    return split == Split.LINES
        ? several(payload, lines(payload), "line", with, arrivalMillis)
        : array(payload, with, arrivalMillis);
  }

  private Outcome one(byte[] payload, List<Header> with, long arrivalMillis) {
    Optional<String> problem = problem(payload);
    if (problem.isPresent()) {
      return unfit(problem.get(), null);
    }
    Id found = id(payload);
    if (found.problem() != null) {
      return unfit(found.problem(), null);
    }
    return switch (draft(payload, with, arrivalMillis)) {
      case Drafted(Draft draft) -> new Records(List.of(draft), found.json());
      case Wrong(String why) -> unfit(why, found.json());
    };
  }

  private static Outcome tooMany() {
    return unfit(
        "this is more than %,d records: send them in several messages".formatted(MAX_RECORDS),
        null);
  }

  private Outcome array(byte[] payload, List<Header> with, long arrivalMillis) {
    Optional<String> problem =
        JsonDocument.problem(payload).map(what -> "this is no JSON: " + what);
    if (problem.isPresent()) {
      return unfit(problem.get(), null);
    }
    return JsonDocument.elements(payload, MAX_RECORDS + 1)
        .map(elements -> several(payload, elements, "element", with, arrivalMillis))
        .orElseGet(() -> unfit("this is no JSON array: each element of one is a record", null));
  }

  /** All of them or none, because they are acknowledged as one. */
  private Outcome several(
      byte[] payload,
      List<JsonDocument.Slice> parts,
      String part,
      List<Header> with,
      long arrivalMillis) {
    if (parts.size() > MAX_RECORDS) {
      return tooMany();
    }
    List<Draft> drafts = new ArrayList<>(parts.size());
    Id found = new Id(null, null);
    for (int i = 0; i < parts.size(); i++) {
      byte[] value = Arrays.copyOfRange(payload, parts.get(i).from(), parts.get(i).to());
      Optional<String> problem = problem(value);
      Id of = problem.isEmpty() ? id(value) : found;
      found = of.json() == null ? found : of; // the last one that has an id names all of them
      String wrong = problem.orElse(of.problem());
      if (wrong == null) {
        switch (draft(value, with, arrivalMillis)) {
          case Drafted(Draft draft) -> drafts.add(draft);
          case Wrong(String why) -> wrong = why;
        }
      }
      if (wrong != null) {
        return unfit("%s %d: %s; nothing is written".formatted(part, i + 1, wrong), found.json());
      }
    }
    return new Records(drafts, found.json());
  }

  /** What a line is: up to LF or CR LF, and not empty. */
  private static List<JsonDocument.Slice> lines(byte[] payload) {
    List<JsonDocument.Slice> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= payload.length && lines.size() <= MAX_RECORDS; i++) {
      if (i == payload.length || payload[i] == '\n') {
        int to = i > from && payload[i - 1] == '\r' ? i - 1 : i;
        if (to > from) {
          lines.add(new JsonDocument.Slice(from, to));
        }
        from = i + 1;
      }
    }
    return lines;
  }

  private Optional<String> problem(byte[] value) {
    return format == Format.JSON
        ? JsonDocument.problem(value).map(what -> "this is no JSON: " + what)
        : Optional.empty();
  }

  /**
   * What the peer calls a message, or what is wrong with it.
   *
   * @param json null: it calls it nothing
   */
  private record Id(@Nullable String json, @Nullable String problem) {}

  private Id id(byte[] value) {
    Optional<JsonValue> at = id.flatMap(pointer -> pointer.find(value));
    if (at.isEmpty() || at.get().kind() == JsonValue.Kind.NULL) {
      return new Id(null, null);
    }
    JsonValue found = at.get();
    boolean fits =
        (found.kind() == JsonValue.Kind.STRING || found.kind() == JsonValue.Kind.NUMBER)
            && found.text().length() <= MAX_ID_CHARS;
    return fits
        ? new Id(found.json(), null)
        : new Id(
            null,
            "the id at %s is neither a string nor a number of at most %d characters"
                .formatted(id.orElseThrow(), MAX_ID_CHARS));
  }

  /** A record, or what is wrong. */
  private sealed interface Drafting {}

  private record Drafted(Draft draft) implements Drafting {}

  private record Wrong(String why) implements Drafting {}

  private Drafting draft(byte[] value, List<Header> with, long arrivalMillis) {
    byte[] recordKey;
    switch (key) {
      case KeyFrom.Nowhere() -> recordKey = null;
      case KeyFrom.Session(byte[] of) -> recordKey = of;
      case KeyFrom.Value(JsonPointer pointer, boolean required) -> {
        Optional<JsonValue> found = pointer.find(value).filter(JsonValue::isScalar);
        if (found.isEmpty() && required) {
          return new Wrong("there is no key at " + pointer);
        }
        if (found.isPresent() && found.get().text().length() > MAX_KEY_CHARS) {
          return new Wrong("the key at %s is longer than %d".formatted(pointer, MAX_KEY_CHARS));
        }
        recordKey = found.map(of -> of.text().getBytes(StandardCharsets.UTF_8)).orElse(null);
      }
    }
    if (timestamp.isEmpty()) {
      return new Drafted(new Draft(recordKey, value, with, arrivalMillis));
    }
    Optional<Long> millis = timestamp.get().find(value).flatMap(RecordForm::millis);
    return millis
        .<Drafting>map(of -> new Drafted(new Draft(recordKey, value, with, of)))
        .orElseGet(
            () ->
                new Wrong(
                    "there is no time at %s: milliseconds since the epoch, or RFC 3339"
                        .formatted(timestamp.get())));
  }

  private static Optional<Long> millis(JsonValue value) {
    if (value.kind() == JsonValue.Kind.NUMBER && value.text().matches("\\d{1,15}")) {
      return Optional.of(Long.valueOf(value.text()));
    }
    return value.kind() == JsonValue.Kind.STRING
        ? Rfc3339.parse(value.text())
            .map(time -> time.toInstant().toEpochMilli())
            .filter(millis -> millis >= 0)
        : Optional.empty();
  }

  private String name() {
    return format == Format.JSON ? "JSON" : "text";
  }

  private static Unfit unfit(String message, @Nullable String id) {
    return new Unfit(new Refusal(ErrorCode.INVALID_RECORD, message), id);
  }
}
