package io.weir.bench.experiment;

import java.util.List;

/** What an experiment with stuck subscribers found. */
record SlowReport(SlowPlan plan, String cores, LatencyPair latency, List<Run> runs) {
  /**
   * One window in which all read, and one in which some do not.
   *
   * @param alone what those receive who always read, while the others do, too
   * @param beside what they receive while the others do not
   * @param rssKiBBefore resident memory of the server, before some got stuck
   * @param rssKiBAfter at the end of their window
   * @param behind how many sessions the server counted behind then
   * @param withheld what the stuck ones had not read by then, over all of them
   * @param missing what they still lacked in the end; negative: too many came
   * @param catchUpSeconds from when they read on to when they had everything
   */
  record Run(
      Sample alone,
      Sample beside,
      long rssKiBBefore,
      long rssKiBAfter,
      int behind,
      long withheld,
      long missing,
      double catchUpSeconds) {}
}
