package io.weir.engine.link.push;

import io.weir.engine.stream.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * A frame on its way to the peer. Thread: the link's loop.
 *
 * <p>Waiting → Sent: written to a socket<br>
 * Sent → Settled: confirmed | Waiting: the socket has gone | Resting: rejected | Dying: rejected
 * once too often<br>
 * Resting → Waiting: after a pause, or the socket has gone<br>
 * Dying → Settled: the log has it as a dead letter | Waiting: the log does not take it
 */
final class Item {
  /** Of those that were not sent since the last connection. */
  static final long UNSENT = 0;

  final Parcel parcel;

  /** Which frame of the parcel. */
  final int index;

  /** Null: a notice of a gap, which nobody replies to. */
  final @Nullable LogRecord record;

  /** Counts what was sent, from 1 on; {@link #UNSENT}. */
  long number = UNSENT;

  int rejections;
  boolean resting;
  boolean dying;
  boolean settled;

  Item(Parcel parcel, int index, @Nullable LogRecord record) {
    this.parcel = parcel;
    this.index = index;
    this.record = record;
  }

  boolean isInFlight() {
    return number != UNSENT && !settled;
  }

  int sizeBytes() {
    return parcel.frames().end(index) - parcel.frames().begin(index);
  }
}
