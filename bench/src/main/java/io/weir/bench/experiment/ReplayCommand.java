package io.weir.bench.experiment;

import io.weir.bench.process.Cores;
import io.weir.bench.process.Json;
import io.weir.cli.HelpOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir bench replay}: what reading the past costs, over a bare Kafka consumer. */
@Command(
    name = "replay",
    header = "Measure replays of a topic, against a bare Kafka consumer.",
    description = {
      "Fills a topic; then a bare consumer reads it, and 1 session and 50 sessions at once replay",
      "it from the beginning. 1,000 sessions replay a fiftieth of it."
    },
    footer = {
      "@|bold Examples:|@",
      "  weir bench replay --mib 1024 --live",
      "  weir bench replay --mib 16                               a quick look"
    })
public final class ReplayCommand implements Callable<Integer> {
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--mib",
      paramLabel = "N",
      description = "What the topic holds, in MiB of values (default: ${DEFAULT-VALUE}).")
  private int mib = 1024;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      description = "Size of a record's value (default: ${DEFAULT-VALUE}).")
  private int size = 1024;

  @Option(
      names = "--live",
      description = "Measures the latency of live subscribers beside a replay, too.")
  private boolean live;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Measured runs, after the warm-up (default: ${DEFAULT-VALUE}).")
  private int runs = 3;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there, too.")
  private Optional<Path> json = Optional.empty();

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Override
  public Integer call() throws Exception {
    ReplayPlan plan = new ReplayPlan(mib, size, live, runs);
    Cores cores = Cores.ofThisMachine();
    cores.moveSelf();
    try (var scene = Scene.open(cores, server, plan.longestSeconds())) {
      ReplayReport report = new ReplayExperiment(plan, cores, scene).run();
      System.out.print(ReplayTable.of(report));
      if (json.isPresent()) {
        Json.write(json.get(), report);
      }
    }
    return 0;
  }
}
