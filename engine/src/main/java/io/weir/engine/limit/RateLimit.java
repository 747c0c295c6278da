package io.weir.engine.limit;

import java.util.concurrent.atomic.AtomicLong;

/** A rate that all share who ask here. Any thread; does not lock. */
public final class RateLimit {
  private final Rate rate;
  private final AtomicLong paidNanos;

  /**
   * @param nowNanos of the clock that {@link #admits} is asked with
   */
  public RateLimit(Rate rate, long nowNanos) {
    this.rate = rate;
    this.paidNanos = new AtomicLong(nowNanos);
  }

  public Rate rate() {
    return rate;
  }

  /** Whether it may happen now. What is refused is not counted against those who come later. */
  public boolean admits(long nowNanos) {
    if (rate.isUnbounded()) {
      return true;
    }
    while (true) {
      long paid = paidNanos.get();
      long next = rate.next(paid, nowNanos);
      if (rate.isExceeded(next, nowNanos)) {
        return false;
      }
      if (paidNanos.compareAndSet(paid, next)) {
        return true;
      }
    }
  }
}
