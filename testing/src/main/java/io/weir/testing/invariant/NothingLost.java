package io.weir.testing.invariant;

import java.util.List;

/**
 * What came of a partition are all records that the session wants, from one at or before its
 * promise up to the last one that came: no hole, nothing twice, nothing that it did not ask for.
 */
public final class NothingLost implements Invariant {

  @Override
  public void check(SessionHistory session, LogHistory log) {
    for (int partition : session.partitions()) {
      List<Long> wanted = log.wanted(session, partition);
      List<Long> received = session.received(partition);
      int from = wanted.indexOf(received.getFirst());
      if (from < 0
          || from + received.size() > wanted.size()
          || !wanted.subList(from, from + received.size()).equals(received)) {
        throw new AssertionError(
            session + " got of partition " + partition + ": " + received + ", of: " + wanted);
      }
      if (from > 0 && wanted.get(from - 1) >= session.promised(partition)) {
        throw new AssertionError(
            session
                + " was promised partition "
                + partition
                + " from offset "
                + session.promised(partition)
                + " and got it from "
                + received.getFirst());
      }
    }
  }
}
