package io.weir.bench.experiment;

import io.weir.bench.load.Latency;
import java.util.Locale;

/** A fan-out report for people. */
final class FanoutTable {
  private static final String HEAD =
      "%-24s %11s %10s %7s %7s %11s %7s %7s %7s %7s %7s%n"
          .formatted(
              "", "deliveries", "CPU µs", "×1", "×8", "per s", "p50", "p90", "p99", "p99.9", "max");

  private FanoutTable() {}

  static String of(FanoutReport report) {
    var text = new StringBuilder(title(report.plan())).append(report.cores()).append("\n\n");
    text.append(HEAD);
    report.medians().forEach(row -> text.append(row(row)));
    return text.append('\n').append(memory(report)).append(legend(report)).toString();
  }

  private static String title(FanoutPlan plan) {
    String pace =
        plan.isBurst() ? "in bursts" : String.format(Locale.ROOT, "at %,.0f a second", plan.rate());
    return String.format(
        Locale.ROOT,
        "Fan-out: %,d connections (%s), records of %d bytes %s, %,d a run, medians of %d runs%n",
        plan.connections(),
        filter(plan),
        plan.size(),
        pace,
        plan.records(),
        plan.runs());
  }

  private static String filter(FanoutPlan plan) {
    return switch (plan.filter()) {
      case ALL -> "all match";
      case OWN_KEY -> "each its own key";
      case SOME_KEYS ->
          String.format(Locale.ROOT, "%,d match; 'crowded': beside the others", plan.matching());
    };
  }

  private static String row(FanoutReport.Row row) {
    Latency latency = row.latencyMillis();
    String lost =
        row.missing() == 0 ? "" : String.format(Locale.ROOT, "  MISSING %,.0f", row.missing());
    return String.format(
        Locale.ROOT,
        "%-24s %,11.0f %10.3f %7.2f %7.2f %,11.0f %7.2f %7.2f %7.2f %7.2f %7.2f%s%n",
        row.subject(),
        row.deliveries(),
        row.cpuMicros(),
        row.ratio(),
        row.ratioToBatched(),
        row.perSecond(),
        latency.p50(),
        latency.p90(),
        latency.p99(),
        latency.p999(),
        latency.max(),
        lost);
  }

  private static String memory(FanoutReport report) {
    Memory memory = report.memory();
    return String.format(
        Locale.ROOT,
        "Memory with %,d connections: RSS %,d KiB, %.2f KiB per connection more than before; "
            + "live heap %,d KiB, %.2f KiB per connection%n",
        memory.connections(),
        memory.rssKiBAfter(),
        memory.rssBytesPerConnection() / 1024,
        memory.heapBytesAfter() / 1024,
        memory.heapBytesPerConnection() / 1024);
  }

  private static String legend(FanoutReport report) {
    int sample = report.plan().sample();
    return "CPU µs: of the server process per delivery; ×1, ×8: over the floor with 1 and with 8"
        + " frames a write, run by run; latency in ms from the record's time to its receipt"
        + (sample == 1 ? "" : ", every " + sample + "th frame")
        + "\n";
  }
}
