package io.weir.bench.experiment;

import java.util.Locale;

/** A report of costs for people. */
final class CostTable {
  private static final String HEAD =
      "%-24s %11s %8s %11s %10s%n".formatted("", "records", "s", "per s", "CPU µs");

  private CostTable() {}

  static String of(CostReport report) {
    var text = new StringBuilder(report.title()).append('\n').append(report.cores()).append("\n\n");
    text.append(HEAD);
    report.medians().forEach(row -> text.append(row(row)));
    return text.append('\n').append(ratio(report)).toString();
  }

  private static String row(CostReport.Row row) {
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

  private static String ratio(CostReport report) {
    return String.format(
        Locale.ROOT,
        "Weir costs %.2f × its floors together. CPU µs: of the measured process per record, all"
            + " its threads%n",
        report.ratio());
  }
}
