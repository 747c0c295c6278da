package io.weir.engine.metric;

/**
 * A histogram of durations with fixed bounds, one writing thread and any number of reading ones.
 * Readers may see a bucket before the sum, never a torn number.
 */
public final class Latency {
  private static final long[] BOUNDS_MICROS = {
    500,
    1_000,
    2_000,
    3_000,
    5_000,
    8_000,
    13_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000
  };

  private final Count[] buckets = new Count[BOUNDS_MICROS.length + 1];
  private final Count sumMicros = new Count();

  public Latency() {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new Count();
    }
  }

  /** Adds {@code times} observations of the same duration, on the writing thread. */
  public void add(long micros, long times) {
    int bucket = 0;
    while (bucket < BOUNDS_MICROS.length && micros > BOUNDS_MICROS[bucket]) {
      bucket++;
    }
    buckets[bucket].add(times);
    sumMicros.add(micros * times);
  }

  /** The upper bounds of the buckets in seconds, ascending; one more bucket lies above the last. */
  public static double[] boundsSeconds() {
    double[] bounds = new double[BOUNDS_MICROS.length];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = BOUNDS_MICROS[i] / 1e6;
    }
    return bounds;
  }

  /** Observations per bucket, not cumulated; one longer than {@link #boundsSeconds}. */
  public long[] counts() {
    long[] counts = new long[buckets.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = buckets[i].value();
    }
    return counts;
  }

  public double sumSeconds() {
    return sumMicros.value() / 1e6;
  }
}
