package io.weir.engine.link.in;

/**
 * The bounds of the way in.
 *
 * @param unacknowledgedBytes how much one session may have handed over that the log has not
 *     acknowledged; a message that passes it is still taken
 * @param unacknowledgedTotalBytes the same for all sessions of the node together
 * @param ids how many of the latest ids of a session are known, so that none is written twice
 */
public record InSettings(long unacknowledgedBytes, long unacknowledgedTotalBytes, int ids) {
  public static final InSettings DEFAULT = new InSettings(1 << 20, 6 << 20, 1_000);
}
