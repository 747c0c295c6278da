package io.weir.cli;

import java.io.Serial;

/** Ends a command with a sentence for the user and an exit code. */
public final class CommandException extends RuntimeException implements Fault {
  @Serial private static final long serialVersionUID = 1;

  private final int exitCode;

  /**
   * @param exitCode one of {@link Fault}'s
   */
  public CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  @Override
  public int exitCode() {
    return exitCode;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
