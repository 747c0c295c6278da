package io.weir.bench.experiment;

import java.util.Locale;

/** A report on stuck subscribers, for people. */
final class SlowTable {
  private SlowTable() {}

  static String of(SlowReport report) {
    return title(report.plan())
        + report.cores()
        + "\n\n"
        + latency(report)
        + memory(report)
        + stuck(report);
  }

  private static String title(SlowPlan plan) {
    return String.format(
        Locale.ROOT,
        "Slow: %d subscribers, %,.0f records a second of %d bytes, %d s with and %d s without %d"
            + " that stop reading, medians of %d runs%n",
        plan.subscribers(),
        plan.rate(),
        plan.size(),
        plan.seconds(),
        plan.seconds(),
        plan.stuck(),
        plan.runs());
  }

  private static String latency(SlowReport report) {
    LatencyPair pair = report.latency();
    long missing =
        report.runs().stream()
            .mapToLong(run -> run.alone().missing() + run.beside().missing())
            .max()
            .orElse(0);
    return String.format(
        Locale.ROOT,
        "Those who read: p50 %.2f ms, p99 %.2f ms; beside the stuck p50 %.2f ms, p99 %.2f ms,"
            + " %.2f ×%s%n",
        pair.p50Alone(),
        pair.p99Alone(),
        pair.p50Beside(),
        pair.p99Beside(),
        pair.ratio(),
        missing == 0 ? "" : "  MISSING " + missing);
  }

  private static String memory(SlowReport report) {
    return String.format(
        Locale.ROOT,
        "Server: resident %,.0f KiB before, %,.0f KiB after; %.0f of %d stuck sessions were"
            + " behind%n",
        Median.of(report.runs(), SlowReport.Run::rssKiBBefore),
        Median.of(report.runs(), SlowReport.Run::rssKiBAfter),
        Median.of(report.runs(), SlowReport.Run::behind),
        report.plan().stuck());
  }

  private static String stuck(SlowReport report) {
    long missing =
        report.runs().stream()
            .mapToLong(SlowReport.Run::missing)
            .filter(lost -> lost != 0)
            .findFirst()
            .orElse(0);
    return String.format(
        Locale.ROOT,
        "The stuck: %,.0f records unread; all there %.2f s after they read on%s%n",
        Median.of(report.runs(), SlowReport.Run::withheld),
        Median.of(report.runs(), SlowReport.Run::catchUpSeconds),
        missing == 0 ? "" : String.format(Locale.ROOT, "  MISSING %,d", missing));
  }
}
