package io.weir.testing.invariant;

import java.util.List;

/** The records of a partition come in the order of the log, none of them twice. */
public final class PartitionOrder implements Invariant {

  @Override
  public void check(SessionHistory session, LogHistory log) {
    for (int partition : session.partitions()) {
      List<Long> offsets = session.received(partition);
      for (int i = 1; i < offsets.size(); i++) {
        if (offsets.get(i) <= offsets.get(i - 1)) {
          throw new AssertionError(
              session
                  + " got offset "
                  + offsets.get(i)
                  + " behind offset "
                  + offsets.get(i - 1)
                  + " of partition "
                  + partition);
        }
      }
    }
  }
}
