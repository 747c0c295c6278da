package io.weir.engine.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as the log has it. The arrays are not copied and must not be changed.
 *
 * @param leaderEpoch of the leader that wrote it (KIP-320), or {@link Positions#NO_EPOCH}
 * @param timestampMillis since the epoch; negative: the log has none
 * @param key null: the record has no key
 * @param value null: a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as the log hands them over, never compared
public record LogRecord(
    int partition,
    long offset,
    int leaderEpoch,
    long timestampMillis,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<Header> headers) {

  /** The size of key, value and headers, in bytes. */
  public int sizeBytes() {
    int size = (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
    for (Header header : headers) {
      size += header.name().length() + (header.value() == null ? 0 : header.value().length);
    }
    return size;
  }
}
