package io.weir.cli;

/**
 * Implemented by exceptions whose message is for the user: the message is shown, one clear
 * sentence, and the process exits with the code. Any other exception is a bug in Weir.
 */
public interface Fault {
  /** What was asked for is wrong: asking again does not help. */
  int USER = 2;

  /** The environment cannot be used: no JDK, a port that is taken, a data folder that is locked. */
  int UNAVAILABLE = 69;

  /** A bug. */
  int INTERNAL = 70;

  /** May work later. */
  int TRANSIENT = 75;

  int exitCode();

  /** The sentence; without a full stop where it ends in a value. */
  String getMessage();
}
