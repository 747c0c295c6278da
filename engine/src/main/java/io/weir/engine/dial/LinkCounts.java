package io.weir.engine.dial;

import java.util.Map;
import java.util.Optional;

/**
 * How far a link is.
 *
 * @param inFlight records sent that the peer has not confirmed, or taken in that the log has not
 * @param lag records of the stream that the peer has not confirmed; 0 for a link that takes in
 * @param confirmed the next offset of each partition that is not confirmed; empty likewise
 * @param problem why nothing can be done, whatever the state of the connection
 */
public record LinkCounts(
    long inFlight, long lag, Map<Integer, Long> confirmed, Optional<String> problem) {
  public static final LinkCounts NONE = new LinkCounts(0, 0, Map.of(), Optional.empty());

  public LinkCounts {
    confirmed = Map.copyOf(confirmed);
  }
}
