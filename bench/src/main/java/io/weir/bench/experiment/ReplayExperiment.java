package io.weir.bench.experiment;

import io.weir.bench.process.Child;
import io.weir.bench.process.Cores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Fills a topic, and has it read again by a bare consumer and by sessions of Weir, in turns.
 *
 * <p>Thread: the command's.
 */
final class ReplayExperiment {
  private final ReplayPlan plan;
  private final Cores cores;
  private final Scene scene;

  /** Of this process, so that nobody has written to it before, on a Kafka that ran already. */
  private final String past = "past-" + ProcessHandle.current().pid();

  private final String shortPast = "short-" + past;

  ReplayExperiment(ReplayPlan plan, Cores cores, Scene scene) {
    this.plan = plan;
    this.cores = cores;
    this.scene = scene;
  }

  ReplayReport run() throws Exception {
    fill(past, plan.records());
    fill(shortPast, plan.shortRecords());
    scene.createTopic();
    Scene.Server server = scene.server(List.of(Scene.TOPIC, past, shortPast)).await();
    ReplaySubject.Sessions some = sessions(server, past, ReplayPlan.SOME_SESSIONS, plan.records());
    List<ReplaySubject> subjects =
        List.of(
            new ReplaySubject.Bare(scene.consumer(past), plan.records()),
            sessions(server, past, 1, plan.records()),
            some,
            sessions(server, shortPast, ReplayPlan.MANY_SESSIONS, plan.shortRecords()));
    List<List<Replayed>> runs = inTurns(subjects);
    return report(subjects, runs, plan.live() ? live(server, some) : List.of());
  }

  private ReplaySubject.Sessions sessions(
      Scene.Server server, String topic, int sessions, long records) {
    return new ReplaySubject.Sessions(scene, server, topic, sessions, records);
  }

  private void fill(String topic, long records) throws Exception {
    Progress.say(String.format(Locale.ROOT, "filling %s with %,d records", topic, records));
    Child publisher = scene.publisher(topic, ReplayPlan.PARTITIONS, plan.size(), ReplayPlan.KEYS);
    Duration longest = ReplayPlan.longest(records);
    publisher.ask("publish " + records + " 0", longest);
    scene.end(publisher);
  }

  private List<List<Replayed>> inTurns(List<ReplaySubject> subjects) throws Exception {
    List<List<Replayed>> runs = new ArrayList<>();
    for (ReplaySubject subject : subjects) {
      Progress.say("warming up: " + subject.name());
      subject.measure();
      runs.add(new ArrayList<>());
    }
    for (int run = 0; run < plan.runs(); run++) {
      for (int subject = 0; subject < subjects.size(); subject++) {
        Replayed replayed = subjects.get(subject).measure();
        runs.get(subject).add(replayed);
        say(run, subjects.get(subject).name(), replayed);
      }
    }
    return runs;
  }

  private void say(int run, String subject, Replayed replayed) {
    String lost = replayed.isComplete() ? "" : "  MISSING " + replayed.missing();
    Progress.say(
        String.format(
            Locale.ROOT,
            "run %d/%d  %-16s %,.0f records a second, %.3f µs CPU each%s",
            run + 1,
            plan.runs(),
            subject,
            replayed.perSecond(),
            replayed.cpuMicros(),
            lost));
  }

  private List<LiveBeside.Pair> live(Scene.Server server, ReplaySubject.Sessions some)
      throws Exception {
    var beside = new LiveBeside(scene, server, some);
    List<LiveBeside.Pair> pairs = new ArrayList<>();
    for (int run = 0; run <= plan.runs(); run++) {
      Progress.say(run == 0 ? "warming up: live" : "run " + run + "/" + plan.runs() + "  live");
      pairs.add(beside.measure());
    }
    return List.copyOf(pairs.subList(1, pairs.size()));
  }

  private ReplayReport report(
      List<ReplaySubject> subjects, List<List<Replayed>> runs, List<LiveBeside.Pair> live) {
    List<ReplayReport.Row> rows =
        IntStream.range(0, subjects.size())
            .mapToObj(
                subject ->
                    ReplayReport.Row.of(
                        subjects.get(subject).name(), runs.get(subject), runs.getFirst()))
            .toList();
    return new ReplayReport(plan, cores.notice(), rows, runs, latency(live), live);
  }

  private static List<LatencyPair> latency(List<LiveBeside.Pair> live) {
    if (live.isEmpty()) {
      return List.of();
    }
    return List.of(
        LatencyPair.of(
            live.stream().map(pair -> pair.alone().latencyMillis()).toList(),
            live.stream().map(pair -> pair.beside().latencyMillis()).toList()));
  }
}
