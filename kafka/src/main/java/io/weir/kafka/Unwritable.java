package io.weir.kafka;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Entry;
import io.weir.engine.stream.Header;
import io.weir.engine.stream.Stream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Why single records are not written: what Kafka would say, or has said. */
final class Unwritable {
  private static final int MAX_REASON = 300;

  /**
   * What a record's batch has beside its key, value and headers, and a little more than that: a
   * producer that is told that a batch is too large splits it as far as its reckoning goes, and
   * sends what is then still too large again for ever.
   */
  private static final int OVERHEAD = 128;

  private Unwritable() {}

  /**
   * Why Kafka would refuse this record, and with it the batch that it is in; null if it would not,
   * as far as is known.
   */
  static @Nullable Refusal check(Entry entry, TopicFacts facts, long nowMillis) {
    if (facts.compacted() && entry.key() == null) {
      return invalid(
          entry.stream(), "is compacted, and takes no record without a key: give it one");
    }
    if (size(entry) + OVERHEAD > facts.maxMessageBytes()) {
      return tooLarge(entry, facts);
    }
    long timestamp = entry.timestampMillis();
    if (timestamp < 0) {
      return invalid(entry.stream(), "takes no timestamp before 1970, as " + timestamp + " is");
    }
    if (timestamp - nowMillis > facts.maxAfterMillis()) {
      return untimely(entry, "message.timestamp.after.max.ms", facts.maxAfterMillis());
    }
    if (nowMillis - timestamp > facts.maxBeforeMillis()) {
      return untimely(entry, "message.timestamp.before.max.ms", facts.maxBeforeMillis());
    }
    return null;
  }

  private static Refusal untimely(Entry entry, String property, long boundMillis) {
    return invalid(
        entry.stream(),
        "does not take the timestamp %d: too far from now (%s=%d); send another, or raise it"
            .formatted(entry.timestampMillis(), property, boundMillis));
  }

  /**
   * @param facts of the topic; null if they are not known
   */
  static Refusal tooLarge(Entry entry, @Nullable TopicFacts facts) {
    int size = size(entry);
    long known = facts == null ? Long.MAX_VALUE : facts.maxMessageBytes();
    String limit =
        known == Long.MAX_VALUE
            ? "than the topic or Weir takes (max.message.bytes, limits.max-message)"
            : size + OVERHEAD > known
                ? "than the topic takes (max.message.bytes=" + known + ")"
                : "than Weir takes (limits.max-message)";
    return new Refusal(
        ErrorCode.RECORD_TOO_LARGE,
        "a record of %d bytes for %s is larger %s: send less, or raise it"
            .formatted(size, TopicPresence.named(entry.stream()), limit));
  }

  private static int size(Entry entry) {
    byte[] key = entry.key();
    byte[] value = entry.value();
    int size = (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
    for (Header header : entry.headers()) {
      byte[] of = header.value();
      size += header.name().getBytes(StandardCharsets.UTF_8).length + (of == null ? 0 : of.length);
    }
    return size;
  }

  static Refusal invalid(Stream stream, Exception error) {
    return invalid(stream, "does not take this record: " + reason(error));
  }

  private static Refusal invalid(Stream stream, String why) {
    return new Refusal(ErrorCode.INVALID_RECORD, TopicPresence.named(stream) + " " + why);
  }

  /** For what nobody foresaw: the record is not written, and its sender may try again. */
  static Refusal failed(Stream stream, Exception error) {
    return new Refusal(
        ErrorCode.INTERNAL_ERROR,
        "Kafka failed to write to " + TopicPresence.named(stream) + ": " + reason(error));
  }

  /** On one line, and of bounded length: it goes to the record's sender. */
  private static String reason(Exception error) {
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    String line = message.replaceAll("\\s+", " ").strip();
    return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "…";
  }
}
