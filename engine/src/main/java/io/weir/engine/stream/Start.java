package io.weir.engine.stream;

/** Where the reading of a stream begins. */
public sealed interface Start {

  /** At the end: only what is produced from now on. */
  record Latest() implements Start {}

  /** At the first record that the log keeps. */
  record Earliest() implements Start {}

  /**
   * At the first record that is not older; at the end if there is none.
   *
   * @param millis since the epoch
   */
  record Since(long millis) implements Start {}

  /**
   * Where somebody stopped. What the log has not any more is told as a {@link Gap}; beyond the end,
   * which a failover may have set back for a moment, is waited for up to 10 s.
   */
  record At(Positions positions) implements Start {}
}
