package io.weir.testing.stream;

import io.weir.engine.stream.Header;
import io.weir.engine.stream.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One partition: records, holes where the log has something that nobody is shown, and an end that
 * an open transaction holds back. Guarded by its log.
 */
final class MemoryPartition {
  private final int index;
  private final List<Optional<LogRecord>> records = new ArrayList<>();
  private final List<LogRecord> uncommitted = new ArrayList<>();
  private @Nullable Long transactionStart;

  MemoryPartition(int index) {
    this.index = index;
  }

  int index() {
    return index;
  }

  LogRecord append(MemoryRecord record) {
    LogRecord appended =
        new LogRecord(
            index,
            records.size(),
            0,
            record.timestampMillis(),
            record.key(),
            record.value(),
            List.<Header>copyOf(record.headers()));
    records.add(Optional.of(appended));
    return appended;
  }

  /** A record of a transaction; from its first one on nothing is visible. */
  LogRecord appendUncommitted(MemoryRecord record) {
    if (transactionStart == null) {
      transactionStart = (long) records.size();
    }
    LogRecord appended = append(record);
    uncommitted.add(appended);
    return appended;
  }

  /** Ends the transaction with a marker, which takes an offset as the log's markers do. */
  void endTransaction(boolean commit) {
    if (!commit) {
      uncommitted.forEach(record -> records.set((int) record.offset(), Optional.empty()));
    }
    uncommitted.clear();
    transactionStart = null;
    records.add(Optional.empty());
  }

  /** Takes a record away, as compaction does. */
  void compact(long offset) {
    records.set((int) offset, Optional.empty());
  }

  /** The offset behind the last one that may be read. */
  long visibleEnd() {
    return transactionStart == null ? records.size() : transactionStart;
  }

  /** What stands at an offset below {@link #visibleEnd}; empty: a hole. */
  Optional<LogRecord> at(long offset) {
    return records.get((int) offset);
  }
}
