package io.weir.bench.experiment;

import io.weir.bench.process.Cores;
import io.weir.bench.process.Json;
import io.weir.cli.HelpOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir bench fanout}: what a delivery costs, over the least it could cost. */
@Command(
    name = "fanout",
    header = "Measure what a delivery costs, against the least it could cost.",
    description = "Starts a server, subscribers and the floor in processes of their own.",
    footer = {
      "@|bold Examples:|@",
      "  weir bench fanout --connections 1000 --rate 100 --size 128",
      "  weir bench fanout --connections 1000 --rate 0            in bursts",
      "  weir bench fanout --connections 10000 --rate 20000 --filter own-key"
    })
public final class FanoutCommand implements Callable<Integer> {
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "WebSocket subscribers (default: ${DEFAULT-VALUE}).")
  private int connections = 1000;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Records a second; 0: bursts (default: ${DEFAULT-VALUE}).")
  private double rate = 100;

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "Records in a run (default: 5 seconds' worth, 2000 in a burst).")
  private int records = 0;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      description = "Size of a record's value (default: ${DEFAULT-VALUE}).")
  private int size = 128;

  @Option(
      names = "--filter",
      paramLabel = "WHICH",
      converter = FilterConverter.class,
      description = {
        "all: each connection receives all records; own-key: each has a key of its own;",
        "some-keys: --matching connections receive all, the others none (default: all)."
      })
  private FanoutPlan.Filter filter = FanoutPlan.Filter.ALL;

  @Option(
      names = "--matching",
      paramLabel = "N",
      description = "Connections that match, with some-keys (default: ${DEFAULT-VALUE}).")
  private int matching = 100;

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

  /** {@code own-key} is {@link FanoutPlan.Filter#OWN_KEY}. */
  static final class FilterConverter implements ITypeConverter<FanoutPlan.Filter> {
    @Override
    public FanoutPlan.Filter convert(String word) {
      return FanoutPlan.Filter.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  @Override
  public Integer call() throws Exception {
    FanoutPlan plan =
        new FanoutPlan(connections, rate, recordsInRun(), size, filter, matching, runs);
    Cores cores = Cores.ofThisMachine();
    cores.moveSelf();
    try (var scene = Scene.open(cores, server, plan.longestSeconds())) {
      FanoutReport report = new FanoutExperiment(plan, cores, scene).run();
      System.out.print(FanoutTable.of(report));
      if (json.isPresent()) {
        Json.write(json.get(), report);
      }
    }
    return 0;
  }

  private int recordsInRun() {
    if (records > 0) {
      return records;
    }
    return rate == 0 ? FanoutPlan.BURST_RECORDS : (int) (rate * FanoutPlan.PACED_SECONDS);
  }
}
