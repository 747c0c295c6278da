package io.weir.bench.experiment;

import io.weir.bench.load.LoadReport;
import io.weir.bench.process.Child;
import io.weir.bench.process.Cores;
import io.weir.bench.process.ProcStat;
import io.weir.bench.process.ProcStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lets some subscribers stop reading, and looks at what the others notice.
 *
 * <p>Thread: the command's.
 */
final class SlowExperiment {
  /** Little of what a stuck one has not read stays in the kernel; the rest is the server's. */
  private static final List<String> SMALL_BUFFER = List.of("--receive-buffer", "65536");

  private static final String BEHIND = "weir_catch_up_sessions";

  private final SlowPlan plan;
  private final Cores cores;
  private final Scene scene;
  private final Child publisher;
  private final Scene.Server server;
  private final Subscription reading;
  private final Subscription stuck;

  SlowExperiment(SlowPlan plan, Cores cores, Scene scene) throws Exception {
    this.plan = plan;
    this.cores = cores;
    this.scene = scene;
    this.publisher = scene.publisher(plan.size(), SlowPlan.KEYS);
    this.server = scene.server().await();
    this.reading = subscribe(plan.reading(), List.of());
    this.stuck = subscribe(plan.stuck(), SMALL_BUFFER);
  }

  private Subscription subscribe(int connections, List<String> more) throws Exception {
    return Subscription.of(scene.load(server.url(""), connections, 1, more));
  }

  SlowReport run() throws Exception {
    Progress.say("warming up");
    measure();
    List<SlowReport.Run> runs = new ArrayList<>();
    for (int run = 1; run <= plan.runs(); run++) {
      SlowReport.Run found = measure();
      runs.add(found);
      say(run, found);
    }
    LatencyPair latency =
        LatencyPair.of(
            runs.stream().map(run -> run.alone().latencyMillis()).toList(),
            runs.stream().map(run -> run.beside().latencyMillis()).toList());
    return new SlowReport(plan, cores.notice(), latency, runs);
  }

  private SlowReport.Run measure() throws Exception {
    long before = stuck.totalFrames();
    Sample alone = window();
    long owed = before + sentToStuck();
    stuck.await(owed, plan.longest());
    long rssBefore = rssKiB();
    stuck.pause();
    Sample beside = window();
    long rssAfter = rssKiB();
    int behind = (int) server.metric(BEHIND, Scene.TOPIC);
    owed += sentToStuck();
    long withheld = owed - stuck.totalFrames();
    double seconds = catchUp(owed);
    LoadReport.Received end = stuck.received();
    long missing = Math.max(owed - end.totalFrames(), owed - end.fewestFrames() * plan.stuck());
    return new SlowReport.Run(
        alone, beside, rssBefore, rssAfter, behind, withheld, missing, seconds);
  }

  private double catchUp(long owed) throws Exception {
    long start = System.nanoTime();
    stuck.resume();
    stuck.await(owed, plan.longest());
    return (System.nanoTime() - start) / 1e9;
  }

  private void say(int run, SlowReport.Run found) {
    Progress.say(
        String.format(
            Locale.ROOT,
            "run %d/%d  p99 %.2f ms without, %.2f ms beside %d stuck, %d of them behind%s",
            run,
            plan.runs(),
            found.alone().latencyMillis().p99(),
            found.beside().latencyMillis().p99(),
            plan.stuck(),
            found.behind(),
            found.missing() == 0 ? "" : "  MISSING " + found.missing()));
  }

  private long sentToStuck() {
    return (long) (plan.recordsBefore() + plan.records()) * plan.stuck();
  }

  private long rssKiB() throws IOException {
    return ProcStatus.of(server.process().id()).rssKiB();
  }

  /** The window begins when the records before it have arrived, and the producer goes on. */
  private Sample window() throws Exception {
    long middle = reading.totalFrames() + (long) plan.recordsBefore() * plan.reading();
    long end = middle + (long) plan.records() * plan.reading();
    publisher.order("publish " + (plan.recordsBefore() + plan.records()) + " " + plan.rate());
    reading.await(middle, plan.longest());
    reading.reset();
    ProcStat cpu = server.process().cpu();
    LoadReport report = reading.await(end, plan.longest());
    double seconds = server.process().cpu().secondsSince(cpu);
    publisher.await("publish", plan.longest());
    return Sample.of(report.received(), end, seconds);
  }
}
