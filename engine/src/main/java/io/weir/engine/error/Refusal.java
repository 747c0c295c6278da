package io.weir.engine.error;

/**
 * Why something was not done, for the person who can change it.
 *
 * @param message one line: the thing, the value, the limit, the setting to change; no secret
 */
public record Refusal(ErrorCode code, String message) {

  /** The refusal as an exception, for callers that have nobody to hand a value to. */
  public RefusedException asException() {
    return new RefusedException(this);
  }
}
