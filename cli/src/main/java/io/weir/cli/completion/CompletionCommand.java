package io.weir.cli.completion;

import io.weir.cli.HelpOption;
import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir completion}. */
@Command(
    name = "completion",
    header = "Print a script that completes commands and options in a shell.",
    description = "The shell has to read it at its start, as the examples show.",
    footer = {
      "@|bold Examples:|@",
      "  source <(weir completion bash)             in ~/.bashrc",
      "  source <(weir completion zsh)              in ~/.zshrc",
      "  weir completion fish > ~/.config/fish/completions/weir.fish"
    })
public final class CompletionCommand implements Runnable {
  @Parameters(
      index = "0",
      paramLabel = "SHELL",
      converter = Shell.Converter.class,
      completionCandidates = Shell.Names.class,
      description = "bash, zsh or fish.")
  private Shell shell = Shell.BASH;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Supplier<CommandLine> weir;

  /**
   * For a tree of commands.
   *
   * @param weir the whole of it; asked for only when a script is made
   */
  public CompletionCommand(Supplier<CommandLine> weir) {
    this.weir = weir;
  }

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(shell.script(weir.get()));
    out.flush();
  }
}
