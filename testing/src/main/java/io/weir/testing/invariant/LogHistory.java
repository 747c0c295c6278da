package io.weir.testing.invariant;

import io.weir.engine.stream.LogRecord;
import java.util.List;

/**
 * What could be read of a topic as long as it was there.
 *
 * @param partitions for each partition, its committed records in the order of their offsets
 */
public record LogHistory(List<List<LogRecord>> partitions) {

  /** The offsets of the records of a partition that a session wants, in order. */
  public List<Long> wanted(SessionHistory session, int partition) {
    return partitions.get(partition).stream()
        .filter(session::wants)
        .map(LogRecord::offset)
        .toList();
  }
}
