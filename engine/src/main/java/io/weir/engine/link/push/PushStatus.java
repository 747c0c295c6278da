package io.weir.engine.link.push;

import io.weir.engine.stream.Positions;
import java.util.Optional;

/**
 * How far a link is, for operators.
 *
 * @param owned whether this node has the link
 * @param inFlight records that were sent and are not confirmed
 * @param lag records of the stream that are not confirmed, as of some seconds ago
 * @param confirmed in each partition the first offset that is not
 * @param problem why nothing is read, if so
 */
public record PushStatus(
    boolean owned, int inFlight, long lag, Positions confirmed, Optional<String> problem) {
  public static final PushStatus STANDBY = standby(Optional.empty());

  /** Of a node that does not have the link. */
  static PushStatus standby(Optional<String> problem) {
    return new PushStatus(false, 0, 0, Positions.NONE, problem);
  }
}
