package io.weir.bench.experiment;

import io.weir.bench.process.Child;
import io.weir.bench.process.Cores;
import java.util.List;

/**
 * Measures the two floors and Weir.
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

  CostReport run() throws Exception {
    scene.createTopic();
    List<CostSubject> subjects = List.of(frameFloor(), producerFloor(), weir());
    return new CostExperiment(subjects, plan.runs())
        .run(plan.title(), cores.notice(), plan.warmUpRounds());
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
}
