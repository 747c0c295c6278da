package io.weir.engine.error;

/**
 * What the one who meets an error should do about it. The kind fixes the ranges of HTTP statuses
 * and close codes and the exit code of a command.
 */
public enum ErrorKind {
  /** The request is wrong and will be wrong again: change it. 4xx; 1002–1009, 4500–4999. */
  USER(2),
  /** It works later: reconnect with back-off. 503; 1001, 1012, 1013, 4000–4249. */
  TRANSIENT(75),
  /** Too much was asked for: reconnect, slower. 429; 4250–4499. */
  LIMIT(75),
  /** Weir's fault. 500; 1011. */
  INTERNAL(70),
  /** The place it was started in cannot be used: a port is taken, a folder is locked. */
  ENVIRONMENT(69);

  private final int exitCode;

  ErrorKind(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code of a command that ends with an error of this kind (sysexits.h where it fits). */
  public int exitCode() {
    return exitCode;
  }
}
