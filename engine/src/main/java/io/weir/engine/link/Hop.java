package io.weir.engine.link;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what lies between the tails and one loop, in bytes of frames.
 *
 * <p>Tails add, the loop takes. A tail that finds the hop full holds: it stops reading, so the
 * records stay in Kafka, as long as the loop makes progress. A loop that takes nothing for the
 * patience is {@link State#STALLED}: it is left out, so that the other loops do not wait for it.
 */
final class Hop {
  /** What a tail does next. */
  enum State {
    /** There is room: offer the batch. */
    OPEN,
    /** Full, but the loop moves: hold and ask again. */
    FULL,
    /** Full, and the loop has not moved for the patience: go on without it. */
    STALLED
  }

  private final long limitBytes;
  private final long patienceNanos;
  private final AtomicLong bytes = new AtomicLong();

  // Thread: the loop writes, tails read.
  private volatile long taken;

  // Tails only; a race between two tails costs one more look.
  private volatile long takenWhenFull = -1;
  private volatile long fullSinceNanos;

  Hop(long limitBytes, long patienceNanos) {
    this.limitBytes = limitBytes;
    this.patienceNanos = patienceNanos;
  }

  /**
   * A tail hands over this many bytes. The bound is checked before each batch, so it is passed by
   * one batch a tail at most.
   */
  void add(long batchBytes) {
    bytes.addAndGet(batchBytes);
  }

  /** The loop is done with this many bytes. */
  void take(long batchBytes) {
    bytes.addAndGet(-batchBytes);
    long before = taken; // the loop is the only writer
    taken = before + 1;
  }

  long bytes() {
    return bytes.get();
  }

  /** Whether the next batch has to wait. */
  boolean isFull() {
    return bytes.get() >= limitBytes;
  }

  State state(long nowNanos) {
    if (!isFull()) {
      takenWhenFull = -1;
      return State.OPEN;
    }
    long seen = taken;
    if (takenWhenFull != seen) {
      takenWhenFull = seen;
      fullSinceNanos = nowNanos;
    }
    return nowNanos - fullSinceNanos < patienceNanos ? State.FULL : State.STALLED;
  }
}
