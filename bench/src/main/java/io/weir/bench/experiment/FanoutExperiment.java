package io.weir.bench.experiment;

import io.weir.bench.process.Child;
import io.weir.bench.process.Cores;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures the floor and Weir in turns, on the same machine at the same time.
 *
 * <p>Thread: the command's.
 */
final class FanoutExperiment {
  private static final int BATCH = 8;

  private final FanoutPlan plan;
  private final Cores cores;
  private final Scene scene;

  FanoutExperiment(FanoutPlan plan, Cores cores, Scene scene) {
    this.plan = plan;
    this.cores = cores;
    this.scene = scene;
  }

  FanoutReport run() throws Exception {
    Child publisher = scene.publisher(plan.size(), plan.keys());
    Scene.Server server = scene.server().await();
    Memory.Look before = Memory.Look.before(server.process().id());
    Subscription load = subscribe(server.url(plan.query()));
    Quiet.await(server.process());
    Memory.Look after = Memory.Look.after(server.process().id());
    var weir = new WeirSubject("weir", server.process(), publisher, load, plan);
    List<Subject> subjects = floors();
    subjects.add(weir);
    if (plan.filter() == FanoutPlan.Filter.SOME_KEYS) {
      int crowd = plan.connections() - plan.matching();
      subjects.add(new CrowdedSubject("weir, crowded", weir, scene, server, crowd));
    }
    List<List<Sample>> runs = inTurns(subjects);
    return report(subjects, runs, Memory.of(before, after, plan.subscribers()));
  }

  private List<Subject> floors() throws Exception {
    Child floor = scene.floor(plan.subscribers(), plan.size());
    int port = floor.await("listening", Scene.START).asInt();
    Subscription load = subscribe("ws://127.0.0.1:" + port + "/");
    List<Subject> floors = new ArrayList<>();
    floors.add(new FloorSubject(floor, load, plan, 1));
    floors.add(new FloorSubject(floor, load, plan, BATCH));
    return floors;
  }

  private Subscription subscribe(String url) throws Exception {
    return Subscription.of(scene.load(url, plan.subscribers(), plan.sample()));
  }

  private List<List<Sample>> inTurns(List<Subject> subjects) throws Exception {
    for (Subject subject : subjects) {
      Progress.say("warming up: " + subject.name());
      subject.warmUp();
      subject.measure();
    }
    List<List<Sample>> runs = new ArrayList<>();
    subjects.forEach(_ -> runs.add(new ArrayList<>()));
    for (int run = 0; run < plan.runs(); run++) {
      for (int subject = 0; subject < subjects.size(); subject++) {
        Sample sample = subjects.get(subject).measure();
        runs.get(subject).add(sample);
        Progress.say(run + 1, plan.runs(), subjects.get(subject).name(), sample);
      }
    }
    return runs;
  }

  private FanoutReport report(List<Subject> subjects, List<List<Sample>> runs, Memory memory) {
    List<FanoutReport.Row> rows =
        IntStream.range(0, subjects.size())
            .mapToObj(
                subject ->
                    FanoutReport.Row.of(
                        subjects.get(subject).name(), runs.get(subject), runs.get(0), runs.get(1)))
            .toList();
    return new FanoutReport(plan, cores.notice(), rows, memory, runs);
  }
}
