package io.weir.bench;

import io.weir.bench.experiment.FanoutCommand;
import io.weir.bench.experiment.IdleCommand;
import io.weir.bench.experiment.IngestCommand;
import io.weir.bench.experiment.PushCommand;
import io.weir.bench.experiment.ReplayCommand;
import io.weir.bench.experiment.SlowCommand;
import io.weir.bench.experiment.StartCommand;
import io.weir.bench.floor.ConsumeCommand;
import io.weir.bench.floor.FloorCommand;
import io.weir.bench.floor.PeerCommand;
import io.weir.bench.floor.ProduceCommand;
import io.weir.bench.floor.SinkCommand;
import io.weir.bench.load.LoadCommand;
import io.weir.bench.micro.MicroCommand;
import io.weir.bench.publish.PublishCommand;
import io.weir.cli.HelpOption;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir bench}: what a record costs, measured against the least it could cost. */
@Command(
    name = "bench",
    header = "Measure Weir on this machine.",
    description = "What a record, a connection and a start cost. docs/performance.md says how.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "@|bold Examples:|@",
      "  weir bench fanout --connections 1000 --rate 100",
      "  weir bench idle --connections 10000",
      "",
      "Help for a command: weir bench COMMAND --help"
    },
    subcommands = {
      FanoutCommand.class,
      IdleCommand.class,
      StartCommand.class,
      ReplayCommand.class,
      SlowCommand.class,
      IngestCommand.class,
      PushCommand.class,
      MicroCommand.class,
      FloorCommand.class,
      LoadCommand.class,
      PublishCommand.class,
      ConsumeCommand.class,
      SinkCommand.class,
      ProduceCommand.class,
      PeerCommand.class
    })
public final class BenchCommand implements Runnable {
  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    CommandLine command = spec.commandLine();
    command.usage(command.getOut(), command.getColorScheme());
  }

  /** The same without the launcher, and for the processes that an experiment starts. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchCommand()).execute(args));
  }
}
