package io.weir.testing.invariant;

import java.util.List;

/**
 * A session that is not blocked itself has everything that it was promised, however blocked the
 * others are. To be checked once everything that can move has moved.
 */
public final class NobodyBlocked implements Invariant {

  @Override
  public void check(SessionHistory session, LogHistory log) {
    for (int i = 0; i < log.partitions().size(); i++) {
      int partition = i;
      List<Long> received = session.received(partition);
      List<Long> missing =
          log.wanted(session, partition).stream()
              .filter(offset -> offset >= session.promised(partition))
              .filter(offset -> received.isEmpty() || offset > received.getLast())
              .toList();
      if (!missing.isEmpty()) {
        throw new AssertionError(session + " still misses of partition " + i + ": " + missing);
      }
    }
  }
}
