package io.weir.engine.stream;

/** A part in a group, until it is left. */
public interface Claim {

  /**
   * Leaves; what was committed before still is, if the log answers soon. The claimant hears nothing
   * of what happens from then on. Any thread; does not wait.
   */
  void leave();
}
