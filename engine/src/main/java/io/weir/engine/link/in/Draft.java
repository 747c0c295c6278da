package io.weir.engine.link.in;

import io.weir.engine.stream.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as it will be handed to the writer.
 *
 * @param timestampMillis since the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as the log gets them, never compared
public record Draft(
    byte @Nullable [] key, byte @Nullable [] value, List<Header> headers, long timestampMillis) {

  /** What the memory of a record takes besides its bytes, here and in the writer, about. */
  private static final int OVERHEAD_BYTES = 512;

  /** What it counts for while it is not acknowledged. */
  long sizeBytes() {
    long size = OVERHEAD_BYTES;
    size += key == null ? 0 : key.length;
    size += value == null ? 0 : value.length;
    for (Header header : headers) {
      size += header.name().length() + (header.value() == null ? 0 : header.value().length);
    }
    return size;
  }
}
