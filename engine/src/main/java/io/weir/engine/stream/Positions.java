package io.weir.engine.stream;

import java.util.Arrays;

/**
 * How far a stream is read: for every partition the offset that comes next, and the leader epoch of
 * what was read last (KIP-320). Partitions that it does not know are read from their beginning.
 * Immutable.
 */
public final class Positions {
  /** Stands for an epoch that is not known. */
  public static final int NO_EPOCH = -1;

  /** Nothing is read yet, and no partition known. */
  public static final Positions NONE = new Positions(new long[0], new int[0]);

  private final long[] next;
  private final int[] epochs;

  private Positions(long[] next, int[] epochs) {
    this.next = next;
    this.epochs = epochs;
  }

  /**
   * By partition, from 0 on; the arrays are copied.
   *
   * @param epochs {@link #NO_EPOCH} where it is not known
   */
  public static Positions of(long[] next, int[] epochs) {
    if (next.length != epochs.length) {
      throw new IllegalArgumentException(next.length + " offsets, " + epochs.length + " epochs");
    }
    return new Positions(next.clone(), epochs.clone());
  }

  /** By partition, without epochs. */
  public static Positions of(long... next) {
    int[] epochs = new int[next.length];
    Arrays.fill(epochs, NO_EPOCH);
    return new Positions(next.clone(), epochs);
  }

  /** How many partitions it knows. */
  public int count() {
    return next.length;
  }

  /** The offset that comes next in a partition; 0 in one that it does not know. */
  public long next(int partition) {
    return partition < next.length ? next[partition] : 0;
  }

  public int epoch(int partition) {
    return partition < epochs.length ? epochs[partition] : NO_EPOCH;
  }

  /** Whether a record lies before this position. */
  public boolean isPast(LogRecord record) {
    return record.offset() < next(record.partition());
  }

  /** Whether nothing lies between this position and another that this one has not passed. */
  public boolean covers(Positions other) {
    for (int i = 0; i < other.next.length; i++) {
      if (next(i) < other.next[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether somebody here has read whatever somebody at another position has, in the log as that
   * one knows it. Who read on under an earlier leader than the other one did has not: what he read
   * may have been lost since (KIP-320).
   */
  public boolean hasPassed(Positions other) {
    for (int i = 0; i < other.next.length; i++) {
      if (compare(i, other) < 0) {
        return false;
      }
    }
    return true;
  }

  /** As {@link #hasPassed}, but that the leader does not matter where the offset is the same. */
  public boolean hasReached(Positions other) {
    for (int i = 0; i < other.next.length; i++) {
      if (next(i) != other.next[i] && compare(i, other) < 0) {
        return false;
      }
    }
    return true;
  }

  private int compare(int partition, Positions other) {
    return compare(
        next(partition), epoch(partition), other.next(partition), other.epoch(partition));
  }

  /** Negative if the first place lies before the second: by leader if known, then by offset. */
  static int compare(long next, int epoch, long otherNext, int otherEpoch) {
    return epoch == NO_EPOCH || otherEpoch == NO_EPOCH || epoch == otherEpoch
        ? Long.compare(next, otherNext)
        : Integer.compare(epoch, otherEpoch);
  }

  /** How many offsets lie before another position and not before this one. */
  public long behind(Positions other) {
    long sum = 0;
    for (int i = 0; i < other.next.length; i++) {
      sum += Math.max(0, other.next[i] - next(i));
    }
    return sum;
  }

  /** In every partition the one that is further back, or was read under an earlier leader. */
  public Positions earlier(Positions other) {
    Progress result = new Progress(this);
    for (int i = 0; i < Math.max(count(), other.count()); i++) {
      if (other.compare(i, this) < 0) {
        result.set(i, other.next(i), other.epoch(i));
      }
    }
    return result.positions();
  }

  /** In every partition the one that is further on. */
  public Positions later(Positions other) {
    Progress result = new Progress(this);
    for (int i = 0; i < other.count(); i++) {
      if (other.next(i) > next(i)) {
        result.set(i, other.next(i), other.epoch(i));
      }
    }
    return result.positions();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Positions to
        && Arrays.equals(next, to.next)
        && Arrays.equals(epochs, to.epochs);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(next) + Arrays.hashCode(epochs);
  }

  @Override
  public String toString() {
    return Arrays.toString(next);
  }
}
