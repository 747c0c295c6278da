package io.weir.bench.experiment;

import io.weir.bench.process.Child;
import io.weir.bench.process.Cores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures the two floors and Weir in turns, on the same machine at the same time.
 *
 * <p>Thread: the command's.
 */
final class IngestExperiment {
  private final IngestPlan plan;
  private final Cores cores;
  private final Scene scene;

  IngestExperiment(IngestPlan plan, Cores cores, Scene scene) {
    this.plan = plan;
    this.cores = cores;
    this.scene = scene;
  }

  IngestReport run() throws Exception {
    scene.createTopic();
    List<IngestSubject> subjects = List.of(frameFloor(), producerFloor(), weir());
    for (IngestSubject subject : subjects) {
      Progress.say("warming up: " + subject.name());
      for (int round = 0; round < plan.warmUpRounds(); round++) {
        subject.measure();
      }
    }
    List<List<Ingested>> runs = new ArrayList<>();
    subjects.forEach(_ -> runs.add(new ArrayList<>()));
    for (int run = 0; run < plan.runs(); run++) {
      for (int subject = 0; subject < subjects.size(); subject++) {
        Ingested ingested = subjects.get(subject).measure();
        runs.get(subject).add(ingested);
        say(run + 1, subjects.get(subject).name(), ingested);
      }
    }
    return IngestReport.of(
        plan, cores.notice(), subjects.stream().map(IngestSubject::name).toList(), runs);
  }

  private IngestSubject frameFloor() throws Exception {
    Child sink = scene.sink(plan.connections());
    int port = sink.await("listening", Scene.START).asInt();
    Subscription load = connect("ws://127.0.0.1:" + port + "/");
    sink.await("open", Scene.START);
    return new IngestSubject.FrameFloor(sink, load, plan);
  }

  private IngestSubject producerFloor() throws Exception {
    return new IngestSubject.ProducerFloor(scene.producer(plan.size()), plan);
  }

  private IngestSubject weir() throws Exception {
    Scene.Server server = scene.serverWith(plan.settings()).await();
    return new IngestSubject.Weir(server, connect(server.url(plan.query())), plan);
  }

  private Subscription connect(String url) throws Exception {
    return Subscription.of(scene.load(url, plan.connections(), 1));
  }

  private void say(int run, String subject, Ingested ingested) {
    String lost = ingested.missing() == 0 ? "" : "  MISSING " + ingested.missing();
    Progress.say(
        String.format(
            Locale.ROOT,
            "run %d/%d  %-24s %,11d records  %7.3f µs CPU each%s",
            run,
            plan.runs(),
            subject,
            ingested.records(),
            ingested.cpuMicros(),
            lost));
  }
}
