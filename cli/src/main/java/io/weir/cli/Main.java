package io.weir.cli;

import picocli.CommandLine;

/** Where the process begins: runs one command and exits with its code. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    CommandLine commandLine = CommandTree.builtIn().commandLine(args, Terminal.current());
    try {
      Termination.exit(commandLine.execute(args));
    } catch (Error e) {
      Termination.awaitIfEnding();
      throw e;
    }
  }
}
