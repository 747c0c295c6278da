package io.weir.bench.experiment;

import io.weir.bench.process.Child;
import io.weir.bench.process.Cores;
import io.weir.bench.process.Json;
import io.weir.cli.HelpOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir bench push}: what a record costs that a link sends to its peer. */
@Command(
    name = "push",
    header = "Measure what a record to a peer that was dialed costs, against reading it.",
    description =
        "As fast as one connection goes, each record confirmed by a pong. The floor is a bare"
            + " consumer of the same topic.",
    footer = {"@|bold Example:|@", "  weir bench push --records 2000000"})
public final class PushCommand implements Callable<Integer> {
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "Records in a run (default: ${DEFAULT-VALUE}).")
  private long records = 2_000_000;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      description = "Size of a record's value (default: ${DEFAULT-VALUE}).")
  private int size = 128;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "How many may be unconfirmed (default: ${DEFAULT-VALUE}).")
  private int inFlight = 10_000;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Measured runs, after the warm-up (default: ${DEFAULT-VALUE}).")
  private int runs = 5;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there, too.")
  private Optional<Path> json = Optional.empty();

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PushPlan plan = plan();
    Cores cores = Cores.ofThisMachine();
    cores.moveSelf();
    try (var scene = Scene.open(cores, server, plan.longestSeconds())) {
      scene.createTopic();
      CostReport report =
          new CostExperiment(subjects(scene, plan), plan.runs())
              .run(plan.title(), cores.notice(), plan.warmUpRounds());
      System.out.print(CostTable.of(report));
      if (json.isPresent()) {
        Json.write(json.get(), report);
      }
    }
    return 0;
  }

  private static List<CostSubject> subjects(Scene scene, PushPlan plan) throws Exception {
    Child producer = scene.producer(plan.size());
    producer.ask("produce " + plan.records(), plan.longest()); // for the floor's warm-up
    Child peer = scene.peer();
    int port = peer.await("listening", Scene.START).asInt();
    Scene.Server weir = scene.serverWith(plan.settings(port)).await();
    peer.ask("await " + plan.records() + " " + plan.longest().toMillis(), plan.longest());
    return List.of(
        new PushSubject.ConsumerFloor(scene.consumer(Scene.TOPIC), plan),
        new PushSubject.Weir(weir, peer, producer, plan));
  }

  private PushPlan plan() {
    if (server.tls() || server.compressed()) {
      throw new ParameterException(
          spec.commandLine(), "--tls, --compressed: not measured when dialing");
    }
    try {
      return new PushPlan(records, size, inFlight, runs);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }
}
