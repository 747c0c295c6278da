package io.weir.bench.experiment;

import java.time.Duration;

/**
 * What a replay experiment does.
 *
 * @param mib what the topic holds, in MiB of values
 * @param size the bytes of a value
 * @param live whether the latency of live subscribers beside a replay is measured, too
 */
record ReplayPlan(int mib, int size, boolean live, int runs) {
  static final int PARTITIONS = 3;
  static final int KEYS = 1000;

  static final int SOME_SESSIONS = 50;
  static final int MANY_SESSIONS = 1000;

  static final int LIVE_SESSIONS = 100;
  static final int LIVE_RATE = 100;
  static final int LIVE_SIZE = 128;

  /** What many sessions replay is so much shorter than what a few do. */
  private static final int SHARE_OF_MANY = 50;

  private static final int BYTES_PER_MIB = 1024 * 1024;
  private static final int SLOWEST_RECORDS_PER_SECOND = 20_000;
  private static final int WARM_UP_AND_LIVE = 3;

  ReplayPlan {
    if (mib < 1) {
      throw new IllegalArgumentException("mib=" + mib + " < 1: raise --mib");
    }
    if (runs < 1) {
      throw new IllegalArgumentException("runs=" + runs + " < 1: raise --runs");
    }
  }

  /** Records that the topic holds. */
  long records() {
    return (long) mib * BYTES_PER_MIB / size;
  }

  /** Records that the topic of many sessions holds. */
  long shortRecords() {
    return Math.max(1, records() / SHARE_OF_MANY);
  }

  /** How long so many records, all sessions together, may take. */
  static Duration longest(long records) {
    return Duration.ofSeconds(60 + records / SLOWEST_RECORDS_PER_SECOND);
  }

  /** How long the whole experiment may take. */
  int longestSeconds() {
    long some = longest(SOME_SESSIONS * records()).toSeconds();
    long many = longest(MANY_SESSIONS * shortRecords()).toSeconds();
    long turn = 2 * longest(records()).toSeconds() + some + many;
    return (int) Math.min(Integer.MAX_VALUE, 600 + (runs + WARM_UP_AND_LIVE) * (turn + some));
  }
}
