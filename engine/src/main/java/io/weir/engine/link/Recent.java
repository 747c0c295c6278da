package io.weir.engine.link;

import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Progress;
import java.util.List;

/**
 * The most recent records that a session asked for, on their way to it as its client reads. Thread:
 * the session's loop.
 */
final class Recent {
  private static final int TURN = 128;

  private final Found found;
  private final Progress at;
  private int next;

  /**
   * What a scan has found.
   *
   * @param records in the order in which they are delivered
   * @param begin before the first of each partition
   * @param end behind all that was looked at
   */
  record Found(List<LogRecord> records, Cursor begin, Cursor end) {}

  Recent(Found found) {
    this.found = found;
    this.at = new Progress(found.begin().positions());
  }

  int count() {
    return found.records().size();
  }

  /** Behind what is delivered. */
  Cursor standing() {
    return isDone() ? found.end() : new Cursor(found.begin().topic(), at.positions());
  }

  boolean isDone() {
    return next == found.records().size();
  }

  /** Sends on, as long as the client takes it, but not for long at once. */
  void drain(OutSession session) {
    for (int i = 0; i < TURN && !isDone() && session.hasRoom(); i++) {
      LogRecord record = found.records().get(next++);
      at.pass(record);
      Cursor told = new Cursor(found.begin().topic(), at.positions());
      session.encoder().alone(session.form(), record, told).ifPresent(session::writeAlone);
    }
  }
}
