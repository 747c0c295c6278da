package io.weir.bench;

import io.weir.bench.experiment.FanoutCommand;
import io.weir.bench.experiment.IdleCommand;
import io.weir.bench.experiment.StartCommand;
import io.weir.bench.floor.FloorCommand;
import io.weir.bench.load.LoadCommand;
import io.weir.bench.micro.MicroCommand;
import io.weir.bench.publish.PublishCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir bench}: what a record costs, measured against the least it could cost. */
@Command(
    name = "bench",
    description = "Measures Weir on this machine.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      FanoutCommand.class,
      IdleCommand.class,
      StartCommand.class,
      MicroCommand.class,
      FloorCommand.class,
      LoadCommand.class,
      PublishCommand.class
    })
public final class BenchCommand implements Runnable {
  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** The same without the launcher, and for the processes that an experiment starts. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchCommand()).execute(args));
  }
}
