package io.weir.bench.experiment;

import java.util.Locale;

/** A replay report for people. */
final class ReplayTable {
  private static final String HEAD =
      "%-16s %12s %9s %11s %8s %9s %8s%n"
          .formatted("", "deliveries", "seconds", "per s", "× bare", "CPU µs", "× read");

  private static final String LEGEND =
      """
      seconds: from the first connect until the last session has everything; × bare: records a second
      over those of the bare consumer, run by run; CPU µs: of the server, or of the consumer, per
      delivered record; × read: what was read from Kafka over what the topic holds, the most of all runs
      """;

  private ReplayTable() {}

  static String of(ReplayReport report) {
    var text = new StringBuilder(title(report.plan())).append(report.cores()).append("\n\n");
    text.append(HEAD);
    report.medians().forEach(row -> text.append(row(row)));
    report.liveLatency().forEach(pair -> text.append(live(report, pair)));
    return text.append('\n').append(LEGEND).toString();
  }

  private static String title(ReplayPlan plan) {
    return String.format(
        Locale.ROOT,
        "Replay: %,d records of %d bytes in %d partitions (%,d for %,d sessions), medians of %d"
            + " runs%n",
        plan.records(),
        plan.size(),
        ReplayPlan.PARTITIONS,
        plan.shortRecords(),
        ReplayPlan.MANY_SESSIONS,
        plan.runs());
  }

  private static String row(ReplayReport.Row row) {
    String lost = row.complete() ? "" : String.format(Locale.ROOT, "  MISSING %,d", row.missing());
    return String.format(
        Locale.ROOT,
        "%-16s %,12.0f %9.2f %,11.0f %8.2f %9.3f %8.2f%s%n",
        row.subject(),
        row.deliveries(),
        row.seconds(),
        row.perSecond(),
        row.ratio(),
        row.cpuMicros(),
        row.readTimes(),
        lost);
  }

  private static String live(ReplayReport report, LatencyPair pair) {
    boolean complete = report.live().stream().allMatch(LiveBeside.Pair::complete);
    return String.format(
        Locale.ROOT,
        "%n%d live sessions, %d records a second: p50 %.2f ms, p99 %.2f ms alone; p50 %.2f ms, p99"
            + " %.2f ms (%.2f ×) while %d sessions replay, for %.1f of %.1f s%s%n",
        ReplayPlan.LIVE_SESSIONS,
        ReplayPlan.LIVE_RATE,
        pair.p50Alone(),
        pair.p99Alone(),
        pair.p50Beside(),
        pair.p99Beside(),
        pair.ratio(),
        ReplayPlan.SOME_SESSIONS,
        Median.of(report.live(), LiveBeside.Pair::windowSeconds),
        Median.of(report.live(), LiveBeside.Pair::replaySeconds),
        complete ? "" : "  REPLAY INCOMPLETE");
  }
}
