package io.weir.cli;

import io.weir.engine.error.ErrorKind;
import java.io.Serial;

/** Ends a command with a sentence for the user and the exit code of a kind of error. */
public final class CommandException extends RuntimeException implements Fault {
  @Serial private static final long serialVersionUID = 1;

  private final ErrorKind kind;

  public CommandException(ErrorKind kind, String message) {
    super(message);
    this.kind = kind;
  }

  @Override
  public int exitCode() {
    return kind.exitCode();
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
