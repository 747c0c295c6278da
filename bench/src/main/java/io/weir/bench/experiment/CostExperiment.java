package io.weir.bench.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures several subjects in turns, on the same machine at the same time.
 *
 * <p>Thread: the command's.
 */
final class CostExperiment {
  private final List<CostSubject> subjects;
  private final int runs;

  /**
   * @param subjects the floors first, then what is compared with them
   */
  CostExperiment(List<CostSubject> subjects, int runs) {
    this.subjects = subjects;
    this.runs = runs;
  }

  /**
   * @param warmUpRounds of each before those that count
   */
  CostReport run(String title, String cores, int warmUpRounds) throws Exception {
    for (CostSubject subject : subjects) {
      Progress.say("warming up: " + subject.name());
      for (int round = 0; round < warmUpRounds; round++) {
        subject.measure();
      }
    }
    List<List<Cost>> costs = new ArrayList<>();
    subjects.forEach(_ -> costs.add(new ArrayList<>()));
    for (int run = 0; run < runs; run++) {
      for (int subject = 0; subject < subjects.size(); subject++) {
        Cost cost = subjects.get(subject).measure();
        costs.get(subject).add(cost);
        say(run + 1, subjects.get(subject).name(), cost);
      }
    }
    return CostReport.of(title, cores, subjects.stream().map(CostSubject::name).toList(), costs);
  }

  private void say(int run, String subject, Cost cost) {
    String lost = cost.missing() == 0 ? "" : "  MISSING " + cost.missing();
    Progress.say(
        String.format(
            Locale.ROOT,
            "run %d/%d  %-24s %,11d records  %7.3f µs CPU each%s",
            run,
            runs,
            subject,
            cost.records(),
            cost.cpuMicros(),
            lost));
  }
}
