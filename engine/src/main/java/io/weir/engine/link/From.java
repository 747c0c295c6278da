package io.weir.engine.link;

import io.weir.engine.stream.Cursor;

/** Where a session begins in its stream. */
public sealed interface From {
  /** With what is produced from now on. */
  From LATEST = new Latest();

  /** With the oldest record that it may read. */
  From EARLIEST = new Earliest();

  /** {@link #LATEST}. */
  record Latest() implements From {}

  /** {@link #EARLIEST}. */
  record Earliest() implements From {}

  /**
   * With the first record that is not older, or the oldest that it may read.
   *
   * @param millis since the epoch
   */
  record Since(long millis) implements From {}

  /** Where a cursor says; it has to be of this stream. */
  record Resume(Cursor cursor) implements From {}

  /**
   * With the most recent records that match, partitions merged by timestamp and in offset order
   * inside each, and then live.
   *
   * @param count how many; from 1
   */
  record Last(int count) implements From {}
}
