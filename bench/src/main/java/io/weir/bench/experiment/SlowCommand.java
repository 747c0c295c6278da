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

/** {@code weir bench slow}: what subscribers that do not read cost those who do. */
@Command(
    name = "slow",
    header = "Measure what subscribers that stop reading cost the others.",
    footer = {
      "@|bold Examples:|@",
      "  weir bench slow --connections 200 --stuck 10",
      "  weir bench slow --seconds 5 --rate 1000 --runs 1         a quick look"
    })
public final class SlowCommand implements Callable<Integer> {
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "WebSocket subscribers (default: ${DEFAULT-VALUE}).")
  private int connections = 200;

  @Option(
      names = "--stuck",
      paramLabel = "PERCENT",
      description = "How many of a hundred stop reading (default: ${DEFAULT-VALUE}).")
  private int stuck = 10;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Records a second (default: ${DEFAULT-VALUE}).")
  private double rate = 200;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      description = "Size of a record's value (default: ${DEFAULT-VALUE}).")
  private int size = 1024;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long they do not read, 1 to 60 (default: ${DEFAULT-VALUE}).")
  private int seconds = 30;

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
    SlowPlan plan = new SlowPlan(connections, stuck, rate, size, seconds, runs);
    Cores cores = Cores.ofThisMachine();
    cores.moveSelf();
    try (var scene = Scene.open(cores, server, plan.longestSeconds())) {
      SlowReport report = new SlowExperiment(plan, cores, scene).run();
      System.out.print(SlowTable.of(report));
      if (json.isPresent()) {
        Json.write(json.get(), report);
      }
    }
    return 0;
  }
}
