package io.weir.testing.stream;

import io.weir.engine.stream.Gap;
import io.weir.engine.stream.Gap.Reason;
import io.weir.engine.stream.Header;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One partition: records, holes where the log has something that nobody is shown, a beginning that
 * retention moves, an end that an open transaction holds back, and the leader epochs of what is in
 * between. Guarded by its log.
 */
final class MemoryPartition {
  private final int index;

  /** By offset, from 0 on, also those that retention has taken. */
  private final List<Optional<LogRecord>> records = new ArrayList<>();

  /** Where each leader epoch began. */
  private final TreeMap<Integer, Long> epochs = new TreeMap<>(Map.of(0, 0L));

  private final List<LogRecord> uncommitted = new ArrayList<>();
  private long begin;
  private int epoch;
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
            epoch,
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

  /** Takes all records below an offset away, as retention does. */
  void retain(long firstOffset) {
    if (firstOffset > visibleEnd()) {
      throw new IllegalArgumentException(firstOffset + " is beyond the end " + visibleEnd());
    }
    begin = Math.max(begin, firstOffset);
  }

  /** Loses the end, as a log does whose new leader never had it. */
  void truncate(long offset) {
    if (offset < begin || offset > records.size()) {
      throw new IllegalArgumentException(offset + " is not in the log");
    }
    records.subList((int) offset, records.size()).clear();
    uncommitted.removeIf(record -> record.offset() >= offset);
    if (uncommitted.isEmpty()) {
      transactionStart = null;
    }
    epochs.values().removeIf(start -> start >= offset);
    epochs.put(++epoch, offset);
  }

  /** The first offset that is kept. */
  long begin() {
    return begin;
  }

  /** The offset behind the last one that may be read. */
  long visibleEnd() {
    return transactionStart == null ? records.size() : transactionStart;
  }

  /** The first offset that is not older; the end if there is none. */
  long since(long millis) {
    for (long offset = begin; offset < visibleEnd(); offset++) {
      if (at(offset).filter(record -> record.timestampMillis() >= millis).isPresent()) {
        return offset;
      }
    }
    return visibleEnd();
  }

  /** What stands at an offset from {@link #begin} on, below {@link #visibleEnd}; empty: a hole. */
  Optional<LogRecord> at(long offset) {
    return records.get((int) offset);
  }

  /** The leader epoch of what lies before an offset. */
  int epochBefore(long offset) {
    for (Map.Entry<Integer, Long> each : epochs.descendingMap().entrySet()) {
      if (each.getValue() < offset) {
        return each.getKey();
      }
    }
    return Positions.NO_EPOCH;
  }

  /** Whether an offset may come to be the end, or a record: nothing is said of it yet. */
  boolean isBeyond(long offset) {
    return offset > records.size();
  }

  /** What somebody who stands at an offset must be told before anything else, if anything. */
  Optional<Gap> gap(long offset, int epochOfLast) {
    Optional<Gap> diverged = diverged(offset, epochOfLast);
    return diverged.isEmpty() && offset < begin
        ? Optional.of(new Gap(index, offset, begin - 1, Reason.RETENTION, epochBefore(begin)))
        : diverged;
  }

  /** By the rule of KIP-320: the log ended that epoch before this offset. */
  private Optional<Gap> diverged(long offset, int epochOfLast) {
    if (epochOfLast == Positions.NO_EPOCH || epochOfLast >= epoch) {
      return Optional.empty();
    }
    long end = epochs.higherEntry(epochOfLast).getValue();
    return end < offset ? Optional.of(truncated(end, offset)) : Optional.empty();
  }

  /** The gap of somebody beyond the end for whom that will not come any more. */
  Gap beyondTheEnd(long offset) {
    return truncated(records.size(), offset);
  }

  private Gap truncated(long from, long offset) {
    return new Gap(index, from, offset - 1, Reason.TRUNCATED, epochBefore(from));
  }
}
