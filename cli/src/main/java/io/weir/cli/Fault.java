package io.weir.cli;

/**
 * Implemented by exceptions whose message is for the user: the message is shown, one clear
 * sentence, and the process exits with the code. Any other exception is a bug in Weir.
 */
public interface Fault {
  /** That of an {@link io.weir.engine.error.ErrorKind}. */
  int exitCode();

  /** The sentence; without a full stop where it ends in a value. */
  String getMessage();
}
