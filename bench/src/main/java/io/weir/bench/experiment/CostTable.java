package io.weir.bench.experiment;

import java.util.Locale;

/** An ingest report for people. */
final class IngestTable {
  private static final String HEAD =
      "%-24s %11s %8s %11s %10s%n".formatted("", "records", "s", "per s", "CPU µs");

  private IngestTable() {}

  static String of(IngestReport report) {
    var text = new StringBuilder(title(report.plan())).append(report.cores()).append("\n\n");
    text.append(HEAD);
    report.medians().forEach(row -> text.append(row(row)));
    return text.append('\n').append(ratio(report)).toString();
  }

  private static String title(IngestPlan plan) {
    return String.format(
        Locale.ROOT,
        "Ingest: %,d connections, %s records of %d bytes, ack=%s, %,d a run, medians of %d runs%n",
        plan.connections(),
        plan.format(),
        plan.size(),
        plan.ack(),
        plan.total(),
        plan.runs());
  }

  private static String row(IngestReport.Row row) {
    String lost =
        row.missing() == 0 ? "" : String.format(Locale.ROOT, "  MISSING %,d", row.missing());
    return String.format(
        Locale.ROOT,
        "%-24s %,11.0f %8.2f %,11.0f %10.3f%s%n",
        row.subject(),
        row.records(),
        row.seconds(),
        row.perSecond(),
        row.cpuMicros(),
        lost);
  }

  private static String ratio(IngestReport report) {
    return String.format(
        Locale.ROOT,
        "Weir costs %.2f × the floors together. CPU µs: of the measured process per record, all"
            + " its threads%n",
        report.ratio());
  }
}
