package io.weir.bench.micro;

import io.weir.cli.HelpOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir bench micro}: the JMH benchmarks, each with its bytes of allocation. */
@Command(
    name = "micro",
    header = "Run the JMH benchmarks.",
    description = "Each with its time and with the bytes that it allocates.",
    footer = {
      "@|bold Examples:|@",
      "  weir bench micro",
      "  weir bench micro Encod --forks 1 --iterations 3"
    })
public final class MicroCommand implements Callable<Integer> {
  private static final TimeValue ITERATION = TimeValue.seconds(1);

  @Parameters(
      paramLabel = "PATTERN",
      defaultValue = ".*",
      description = "Which ones: a regular expression over their names (default: all).")
  private String pattern = ".*";

  @Option(
      names = "--forks",
      paramLabel = "N",
      description = "JVMs per benchmark (default: ${DEFAULT-VALUE}).")
  private int forks = 2;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Measured seconds in each JVM (default: ${DEFAULT-VALUE}).")
  private int iterations = 5;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there, too.")
  private Optional<Path> json = Optional.empty();

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Override
  public Integer call() throws Exception {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(pattern)
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(forks)
            .warmupIterations(3)
            .warmupTime(ITERATION)
            .measurementIterations(iterations)
            .measurementTime(ITERATION)
            .addProfiler(GCProfiler.class);
    json.ifPresent(file -> options.resultFormat(ResultFormatType.JSON).result(file.toString()));
    new Runner(options.build()).run();
    return 0;
  }
}
