package io.weir.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir} itself: shows its help. */
@Command(
    name = "weir",
    versionProvider = Version.class,
    header = "Weir joins WebSockets and Kafka, in both directions.",
    description = "Every stream is a Kafka topic; every WebSocket is one end of a stream.",
    customSynopsis = "weir COMMAND [OPTIONS]",
    footer = {
      "@|bold Examples:|@",
      "  weir dev                     Kafka, a sample stream and a listener, all in one",
      "  weir stream trucks           watch a stream",
      "  weir publish readings        send lines to a stream",
      "  weir check -c weir.yaml      see what is wrong with a configuration",
      "  weir start -c weir.yaml      run with it",
      "",
      "Help for a command: weir COMMAND --help. To begin with: docs/getting-started.md"
    })
final class RootCommand implements Runnable {
  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    CommandLine commandLine = spec.commandLine();
    commandLine.usage(commandLine.getOut(), commandLine.getColorScheme());
  }
}
