package io.weir.cli;

import picocli.CommandLine.Option;

/** {@code -h} and {@code --help}: a mixin that every command has, as its last options. */
public final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;
}
