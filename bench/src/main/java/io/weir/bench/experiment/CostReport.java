package io.weir.bench.experiment;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What an ingest experiment found.
 *
 * @param ratio the median, run by run, of Weir's CPU per record over that of both floors together
 * @param runs of the frame floor, the producer floor and Weir
 */
record IngestReport(
    IngestPlan plan, String cores, List<Row> medians, double ratio, List<List<Ingested>> runs) {
  /**
   * The medians of one subject's runs.
   *
   * @param missing the most of any run
   */
  record Row(
      String subject,
      double records,
      long missing,
      double seconds,
      double perSecond,
      double cpuMicros) {
    static Row of(String subject, List<Ingested> runs) {
      return new Row(
          subject,
          Median.of(runs, Ingested::records),
          runs.stream().mapToLong(Ingested::missing).max().orElse(0),
          Median.of(runs, Ingested::seconds),
          Median.of(runs, Ingested::perSecond),
          Median.of(runs, Ingested::cpuMicros));
    }
  }

  /**
   * @param subjects the names of the frame floor, the producer floor and Weir
   */
  static IngestReport of(
      IngestPlan plan, String cores, List<String> subjects, List<List<Ingested>> runs) {
    List<Row> rows =
        IntStream.range(0, subjects.size())
            .mapToObj(subject -> Row.of(subjects.get(subject), runs.get(subject)))
            .toList();
    double ratio =
        Median.of(
            IntStream.range(0, plan.runs())
                .mapToDouble(
                    run -> runs.get(2).get(run).ratioTo(runs.get(0).get(run), runs.get(1).get(run)))
                .toArray());
    return new IngestReport(plan, cores, rows, ratio, runs);
  }
}
