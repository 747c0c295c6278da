package io.weir.testing.invariant;

import io.weir.engine.stream.LogRecord;
import java.util.HashMap;
import java.util.Map;

/**
 * The records of a partition come in the order of the log, none of them twice; where the log was
 * truncated, those of a later leader may be further back. Holds also for a session that may miss
 * records.
 */
public final class PartitionOrder implements Invariant {

  @Override
  public void check(SessionHistory session, LogHistory log) {
    Map<Integer, LogRecord> last = new HashMap<>();
    for (LogRecord record : session.received()) {
      LogRecord before = last.put(record.partition(), record);
      if (before != null
          && record.offset() <= before.offset()
          && record.leaderEpoch() <= before.leaderEpoch()) {
        throw new AssertionError(
            session
                + " got offset "
                + record.offset()
                + " behind offset "
                + before.offset()
                + " of partition "
                + record.partition());
      }
    }
  }
}
