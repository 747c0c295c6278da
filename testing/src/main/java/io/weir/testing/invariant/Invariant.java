package io.weir.testing.invariant;

/** Something that holds for every session at every moment. */
@FunctionalInterface
public interface Invariant {

  /**
   * Fails with an {@link AssertionError} that names the session, the partition and the offsets.
   *
   * @param log what could be read of the session's stream
   */
  void check(SessionHistory session, LogHistory log);
}
