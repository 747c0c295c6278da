package io.weir.engine.link;

import java.time.Duration;

/**
 * The bounds of the way out.
 *
 * @param unsentBytes how far a session's client may fall behind before the session is not live any
 *     more; it is passed by at most one batch
 * @param unsentTotalBytes how far all clients may fall behind together, before each that is behind
 *     at all is not live any more; every loop has its share
 * @param hopBytes how much may lie between the tails and one loop
 * @param batchBytes records are cut into batches of about this size; a larger record is a batch of
 *     its own
 * @param patience how long a full loop that takes nothing holds up the others
 * @param linger how long a stream is read after its last session has left
 * @param readers how many readers of the past a stream has at most
 * @param lastScan how many records are looked at, about, for the most recent ones of a session
 * @param maxKeys of how many keys a session that conflates may have a record waiting
 */
public record OutSettings(
    long unsentBytes,
    long unsentTotalBytes,
    long hopBytes,
    int batchBytes,
    Duration patience,
    Duration linger,
    int readers,
    int maxKeys,
    long lastScan) {
  /** The same with other bounds for those who are behind. */
  public OutSettings with(int maxReaders, long maxScanned) {
    return new OutSettings(
        unsentBytes,
        unsentTotalBytes,
        hopBytes,
        batchBytes,
        patience,
        linger,
        maxReaders,
        maxKeys,
        maxScanned);
  }

  public static final OutSettings DEFAULT =
      new OutSettings(
          1 << 20,
          128 << 20,
          16 << 20,
          256 << 10,
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          4,
          10_000,
          1_000_000);
}
