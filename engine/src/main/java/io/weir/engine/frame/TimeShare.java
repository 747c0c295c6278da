package io.weir.engine.frame;

/**
 * How much of its time a thread may give to something that can be left out: half of it, and a tenth
 * of a second at once. Thread: that one.
 */
final class TimeShare {
  static final long BURST_NANOS = 100_000_000;
  private static final int PART = 2;

  private long leftNanos = BURST_NANOS;
  private long asOfNanos;

  TimeShare(long nowNanos) {
    this.asOfNanos = nowNanos;
  }

  boolean hasLeft(long nowNanos) {
    leftNanos = Math.min(BURST_NANOS, leftNanos + (nowNanos - asOfNanos) / PART);
    asOfNanos = nowNanos;
    return leftNanos > 0;
  }

  void spend(long nanos) {
    leftNanos -= nanos;
  }
}
