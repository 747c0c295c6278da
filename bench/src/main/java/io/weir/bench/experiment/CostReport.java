package io.weir.bench.experiment;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What records cost, and what the least is that they could cost.
 *
 * @param title what was done
 * @param ratio the median, run by run, of the last subject's CPU per record over that of all others
 *     together, which are its floors
 * @param runs of each subject
 */
record CostReport(
    String title, String cores, List<Row> medians, double ratio, List<List<Cost>> runs) {
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
    static Row of(String subject, List<Cost> runs) {
      return new Row(
          subject,
          Median.of(runs, Cost::records),
          runs.stream().mapToLong(Cost::missing).max().orElse(0),
          Median.of(runs, Cost::seconds),
          Median.of(runs, Cost::perSecond),
          Median.of(runs, Cost::cpuMicros));
    }
  }

  /**
   * @param subjects their names, the floors first
   */
  static CostReport of(String title, String cores, List<String> subjects, List<List<Cost>> runs) {
    List<Row> rows =
        IntStream.range(0, subjects.size())
            .mapToObj(subject -> Row.of(subjects.get(subject), runs.get(subject)))
            .toList();
    double ratio =
        Median.of(
            IntStream.range(0, runs.getLast().size())
                .mapToDouble(run -> ratio(runs, run))
                .toArray());
    return new CostReport(title, cores, rows, ratio, runs);
  }

  private static double ratio(List<List<Cost>> runs, int run) {
    double floors =
        runs.subList(0, runs.size() - 1).stream().mapToDouble(of -> of.get(run).cpuMicros()).sum();
    return runs.getLast().get(run).cpuMicros() / floors;
  }
}
