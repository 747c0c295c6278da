package io.weir.bench.experiment;

import io.weir.bench.process.Cores;
import io.weir.bench.process.Json;
import io.weir.cli.HelpOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir bench ingest}: what a record that comes in costs, over the least it could cost. */
@Command(
    name = "ingest",
    header = "Measure what a record from a client costs, against the least it could cost.",
    description =
        "As fast as the server takes them. The floors are a server that reads, parses and counts"
            + " the same frames, and a bare Kafka producer that writes the same bytes.",
    footer = {
      "@|bold Examples:|@",
      "  weir bench ingest",
      "  weir bench ingest --ack every:100 --connections 1000"
    })
public final class IngestCommand implements Callable<Integer> {
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "WebSocket clients (default: ${DEFAULT-VALUE}).")
  private int connections = 1000;

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "Records in a run (default: ${DEFAULT-VALUE}).")
  private long records = 3_000_000;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      description = "Size of a record's value (default: ${DEFAULT-VALUE}).")
  private int size = 128;

  @Option(
      names = "--ack",
      paramLabel = "WHICH",
      description = "none, each or every:N (default: ${DEFAULT-VALUE}).")
  private String ack = "none";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "The stream's: json, which is checked, text or bytes (default: ${DEFAULT-VALUE}).")
  private String format = "json";

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
    IngestPlan plan = plan();
    Cores cores = Cores.ofThisMachine();
    cores.moveSelf();
    try (var scene = Scene.open(cores, server, plan.longestSeconds())) {
      CostReport report = new IngestExperiment(plan, cores, scene).run();
      System.out.print(CostTable.of(report));
      if (json.isPresent()) {
        Json.write(json.get(), report);
      }
    }
    return 0;
  }

  private IngestPlan plan() {
    if (server.tls() || server.compressed()) {
      throw new ParameterException(
          spec.commandLine(), "--tls, --compressed: not measured on the way in");
    }
    try {
      return new IngestPlan(connections, records, size, ack, format, runs);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }
}
