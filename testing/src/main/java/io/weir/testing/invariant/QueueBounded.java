package io.weir.testing.invariant;

/**
 * A queue never holds more than its limit and what was let in with one look at it.
 *
 * @param name for the failure
 * @param limitBytes at which nothing more is let in
 */
public record QueueBounded(String name, long limitBytes) {

  /**
   * Fails if there is more in the queue.
   *
   * @param oneLookBytes the most that is let in with one look: a batch, or one from each writer
   */
  public void check(long bytes, long oneLookBytes) {
    if (bytes > limitBytes + oneLookBytes) {
      throw new AssertionError(
          name + " holds " + bytes + " bytes: limit " + limitBytes + " and " + oneLookBytes);
    }
  }
}
