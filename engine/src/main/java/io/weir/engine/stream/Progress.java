package io.weir.engine.stream;

import java.util.Arrays;

/** A position that moves along with what is read. Thread: its owner's. */
public final class Progress {
  private long[] next;
  private int[] epochs;

  public Progress(Positions begin) {
    next = new long[begin.count()];
    epochs = new int[begin.count()];
    for (int i = 0; i < next.length; i++) {
      next[i] = begin.next(i);
      epochs[i] = begin.epoch(i);
    }
  }

  public int count() {
    return next.length;
  }

  public long next(int partition) {
    return partition < next.length ? next[partition] : 0;
  }

  public int epoch(int partition) {
    return partition < epochs.length ? epochs[partition] : Positions.NO_EPOCH;
  }

  /** Goes to the offset behind a record. */
  public void pass(LogRecord record) {
    set(record.partition(), record.offset() + 1, record.leaderEpoch());
  }

  /** Goes on where the gap says: behind it, or back to where the log took another course. */
  public void pass(Gap gap) {
    set(gap.partition(), gap.next(), gap.epoch());
  }

  /** Goes on to where somebody else has come, in partitions in which that is further on. */
  public void passTo(Positions end) {
    for (int i = 0; i < end.count(); i++) {
      if (Positions.compare(end.next(i), end.epoch(i), next(i), epoch(i)) > 0) {
        set(i, end.next(i), end.epoch(i));
      }
    }
  }

  /** Goes to an offset, also backwards. */
  public void set(int partition, long offset, int epoch) {
    if (partition >= next.length) {
      int known = next.length;
      next = Arrays.copyOf(next, partition + 1);
      epochs = Arrays.copyOf(epochs, partition + 1);
      Arrays.fill(epochs, known, partition, Positions.NO_EPOCH);
    }
    next[partition] = offset;
    epochs[partition] = epoch;
  }

  /** Where it is now. */
  public Positions positions() {
    return Positions.of(next, epochs);
  }
}
