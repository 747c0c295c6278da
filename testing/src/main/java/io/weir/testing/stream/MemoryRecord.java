package io.weir.testing.stream;

import io.weir.engine.stream.Header;
import io.weir.engine.stream.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that is to be appended.
 *
 * @param key null: none
 * @param value null: a tombstone
 * @param timestampMillis since the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MemoryRecord(
    byte @Nullable [] key, byte @Nullable [] value, List<Header> headers, long timestampMillis) {

  /** A record of text without headers. */
  public static MemoryRecord of(@Nullable String key, @Nullable String value) {
    return new MemoryRecord(utf8(key), utf8(value), List.of(), 1_700_000_000_000L);
  }

  /** A record of text that is this old. */
  public static MemoryRecord at(long timestampMillis, String value) {
    return new MemoryRecord(null, utf8(value), List.of(), timestampMillis);
  }

  /** The size of key, value and headers. */
  int sizeBytes() {
    return new LogRecord(0, 0, 0, timestampMillis, key, value, headers).sizeBytes();
  }

  private static byte @Nullable [] utf8(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
