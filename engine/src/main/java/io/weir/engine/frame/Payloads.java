package io.weir.engine.frame;

import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.LogRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the records of one batch carry in one kind of frame.
 *
 * @param begin where whoever read them stood before the first one
 * @param told the cursor that all of them tell instead of their own, or null
 * @param bytes by record; null where it has no frame of this kind
 * @param count how many records have one
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one step to the next, never compared
public record Payloads(
    FrameKind kind,
    List<LogRecord> records,
    Cursor begin,
    @Nullable Cursor told,
    byte[] @Nullable [] bytes,
    int count) {

  /** Whether the payload of a record, which has one, is text. */
  boolean isText(int index) {
    byte[] payload = bytes[index];
    return switch (kind) {
      case VALUE -> payload != null && Utf8.isValid(payload);
      case RECORD, JSON, CLOUDEVENTS -> true;
    };
  }
}
