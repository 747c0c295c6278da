package io.weir.engine.link;

import io.weir.engine.frame.FrameForm;
import io.weir.engine.frame.Frames;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some records of one stream and their frames, as every loop sees them; or a gap, which stands
 * between those before and those behind it. Made on the thread that reads, then only read; each
 * loop that is handed it holds one count and gives it back when its sessions are served.
 */
final class Batch {
  final List<LogRecord> records;

  /** What does not come, instead of records. */
  final @Nullable Gap gap;

  /** Where whoever read it stood before it, and behind it. */
  final Cursor begin;

  final Cursor end;

  private final @Nullable Frames[] frames;
  private final long sizeBytes;

  /**
   * Frames by the index of their form, null where nobody wanted the form or no record has a frame.
   */
  Batch(List<LogRecord> records, Cursor begin, Positions end, @Nullable Frames[] frames) {
    this(records, null, begin, end, frames);
  }

  Batch(Gap gap, Cursor begin, Positions end) {
    this(List.of(), gap, begin, end, new @Nullable Frames[FrameForm.COUNT]);
  }

  private Batch(
      List<LogRecord> records,
      @Nullable Gap gap,
      Cursor begin,
      Positions end,
      @Nullable Frames[] frames) {
    this.records = records;
    this.gap = gap;
    this.begin = begin;
    this.end = new Cursor(begin.topic(), end);
    this.frames = frames;
    long size = 0;
    boolean complete = true;
    for (Frames each : frames) {
      size += each == null ? 0 : each.sizeBytes();
      complete &= each == null || each.count() == records.size();
    }
    this.sizeBytes = complete ? size : Math.max(size, sizeBytes(records));
  }

  private static long sizeBytes(List<LogRecord> records) {
    long size = 0;
    for (LogRecord record : records) {
      size += record.sizeBytes();
    }
    return size;
  }

  /** Null if the batch was made before anybody wanted this form, or has nothing for it. */
  @Nullable Frames frames(FrameForm form) {
    return frames[form.index()];
  }

  /** The size of the frames; of the records, where they are larger because some have no frame. */
  long sizeBytes() {
    return sizeBytes;
  }

  void retain() {
    for (Frames each : frames) {
      if (each != null) {
        each.buffer().retain();
      }
    }
  }

  void release() {
    for (Frames each : frames) {
      if (each != null) {
        each.buffer().release();
      }
    }
  }
}
