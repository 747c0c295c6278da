package io.weir.engine.link;

import io.weir.engine.frame.FrameEncoder;
import io.weir.engine.frame.FrameForm;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.frame.Frames;
import io.weir.engine.frame.Payloads;
import io.weir.engine.metric.Count;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Wire;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.TopicId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was read of one stream and not yet handed over, in order, and how it is cut into batches and
 * encoded. Thread: the one that reads.
 */
final class Batches {
  private final FrameEncoder encoder;
  private final Count skipped;
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private TopicId topic = new TopicId(0, 0);
  private Progress at = new Progress(Positions.NONE);

  /** Of the first piece, what was handed over. */
  private int handed;

  /** Records up to a position, or a gap. */
  private sealed interface Piece {
    record Read(List<LogRecord> records, Positions end) implements Piece {}

    record Missing(Gap gap) implements Piece {}
  }

  /**
   * @param skipped counts records that have no frame
   */
  Batches(Stream stream, FrameMemory memory, Count skipped) {
    this.encoder = new FrameEncoder(stream, memory);
    this.skipped = skipped;
  }

  /** Reading begins here; what was left is forgotten. */
  void begin(Cursor cursor) {
    clear();
    topic = cursor.topic();
    at = new Progress(cursor.positions());
  }

  void clear() {
    pieces.clear();
    handed = 0;
    encoder.rest();
  }

  /** The position behind what was handed over. */
  Cursor position() {
    return new Cursor(topic, at.positions());
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  void add(Gap gap) {
    pieces.add(new Piece.Missing(gap));
  }

  /** Joins what waits already, so that batches are as large as they may be. */
  void add(List<LogRecord> records, Positions end) {
    if (pieces.peekLast() instanceof Piece.Read(List<LogRecord> waiting, Positions before)) {
      boolean first = pieces.size() == 1;
      List<LogRecord> all =
          new ArrayList<>(first ? waiting.subList(handed, waiting.size()) : waiting);
      handed = first ? 0 : handed;
      all.addAll(records);
      pieces.removeLast();
      pieces.add(new Piece.Read(all, end));
    } else {
      pieces.add(new Piece.Read(records, end));
    }
  }

  /**
   * Takes the next batch, and goes to the position behind it; there has to be one. If it cannot be
   * encoded this throws, and the position is of no use any more.
   *
   * @param sizeBytes about how large; a larger record is a batch of its own
   */
  Batch next(Predicate<FrameForm> wanted, int sizeBytes) {
    return switch (pieces.element()) {
      case Piece.Missing(Gap gap) -> {
        pieces.remove();
        Cursor begin = position();
        at.pass(gap);
        yield new Batch(gap, begin, at.positions());
      }
      case Piece.Read(List<LogRecord> records, Positions end) -> {
        int from = handed;
        handed = batchEnd(records, from, sizeBytes);
        yield next(records.subList(from, handed), handed == records.size() ? end : null, wanted);
      }
    };
  }

  private static int batchEnd(List<LogRecord> records, int from, int sizeBytes) {
    int end = from;
    for (long size = 0; end < records.size() && size < sizeBytes; end++) {
      size += records.get(end).sizeBytes();
    }
    return end;
  }

  /**
   * @param end of the piece, if these are its last records
   */
  private Batch next(
      List<LogRecord> records, @Nullable Positions end, Predicate<FrameForm> wanted) {
    Cursor begin = position();
    @Nullable Frames[] frames = new @Nullable Frames[FrameForm.COUNT];
    try {
      encode(records, begin, wanted, frames);
    } catch (RuntimeException | OutOfMemoryError e) {
      new Batch(records, begin, begin.positions(), frames).release();
      throw e;
    }
    records.forEach(at::pass);
    if (end != null) {
      pieces.remove();
      handed = 0;
      at = new Progress(end);
    }
    return new Batch(records, begin, at.positions(), frames);
  }

  private void encode(
      List<LogRecord> records, Cursor begin, Predicate<FrameForm> wanted, @Nullable Frames[] into) {
    for (FrameKind kind : FrameKind.ALL) {
      Payloads payloads = null;
      for (Wire wire : Wire.ALL) {
        FrameForm form = FrameForm.of(kind, wire);
        if (!records.isEmpty() && wanted.test(form)) {
          payloads = payloads == null ? payloads(kind, records, begin) : payloads;
          into[form.index()] = encoder.frames(payloads, wire).orElse(null);
        }
      }
    }
  }

  private Payloads payloads(FrameKind kind, List<LogRecord> records, Cursor begin) {
    Payloads payloads = encoder.payloads(kind, records, begin);
    skipped.add(records.size() - payloads.count());
    return payloads;
  }
}
