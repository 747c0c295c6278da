package io.weir.engine.link;

import java.time.Duration;

/**
 * The bounds of the way out.
 *
 * @param unsentBytes how far a session's reader may fall behind before it is closed as slow; it is
 *     passed by at most one batch
 * @param hopBytes how much may lie between the tails and one loop
 * @param batchBytes records are cut into batches of about this size; a larger record is a batch of
 *     its own
 * @param patience how long a full loop that takes nothing holds up the others
 * @param linger how long a stream is read after its last session has left
 */
public record OutSettings(
    long unsentBytes, long hopBytes, int batchBytes, Duration patience, Duration linger) {
  public static final OutSettings DEFAULT =
      new OutSettings(1 << 20, 16 << 20, 256 << 10, Duration.ofSeconds(1), Duration.ofSeconds(30));
}
