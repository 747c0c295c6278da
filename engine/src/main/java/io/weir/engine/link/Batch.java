package io.weir.engine.link;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.frame.Frames;
import io.weir.engine.stream.LogRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some records of one stream and their frames, as every loop sees them. Made on a tail, then only
 * read; each loop that is handed it holds one count and gives it back when its sessions are served.
 */
final class Batch {
  final List<LogRecord> records;
  private final @Nullable Frames[] frames;
  private final long sizeBytes;

  /** Frames by the index of their kind, null where nobody wanted the kind. */
  Batch(List<LogRecord> records, @Nullable Frames[] frames) {
    this.records = records;
    this.frames = frames;
    long size = 0;
    for (Frames each : frames) {
      size += each == null ? 0 : each.sizeBytes();
    }
    this.sizeBytes = size;
  }

  /** Null if the batch was made before anybody wanted this kind. */
  @Nullable Frames frames(FrameKind kind) {
    return frames[kind.index()];
  }

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
