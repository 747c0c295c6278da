package io.weir.testing.invariant;

import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Goes through what came to a client of one partition, and says what ought not to have come, and
 * what ought to have. Every record has to be of the log's course at that time: what lies before it
 * in the log of its leader has come, or was told as a gap, and what has come lies in that log, or
 * was told to be lost.
 */
final class Course {
  private final SessionHistory session;
  private final PartitionHistory log;
  private final int partition;

  /** What the client has, as far as it was not told that it is lost. */
  private final Deque<Place> passed = new ArrayDeque<>();

  /** Gaps since the last record. */
  private final List<Gap> gaps = new ArrayList<>();

  private long next;
  private boolean certain;

  private record Place(long offset, int epoch) {}

  Course(SessionHistory session, int partition, LogHistory log) {
    this.session = session;
    this.log = log.partition(partition);
    this.partition = partition;
    Positions begin = session.promised();
    this.next = begin.next(partition);
    this.certain = session.isExact();
    if (certain) {
      passed.push(new Place(next - 1, begin.epoch(partition)));
    }
  }

  void onGap(Gap gap) {
    switch (gap.reason()) {
      case TRUNCATED -> {
        if (!log.wasTruncated(gap.from())) {
          throw failure("was told of " + gap + ", but the log lost nothing there");
        }
        rewind(gap.from());
      }
      case RETENTION -> {
        if (gap.to() >= log.begin()) {
          throw failure("was told of " + gap + ", but the log begins at " + log.begin());
        }
        addGap(gap);
      }
      case SLOW, HISTORY -> addGap(gap);
    }
  }

  private void addGap(Gap gap) {
    if (gap.from() > gap.to() || (!passed.isEmpty() && gap.from() <= passed.element().offset())) {
      throw failure("was told of " + gap + ", but has " + passed.peek());
    }
    gaps.add(gap);
  }

  /** What lies there and behind it was lost. */
  private void rewind(long offset) {
    while (!passed.isEmpty() && passed.element().offset() >= offset) {
      passed.pop();
    }
    next = Math.min(next, offset);
    gaps.removeIf(gap -> gap.to() >= offset);
  }

  void onRecord(LogRecord record) {
    if (!session.wants(record) || !log.has(record)) {
      throw failure("got what it must not get: " + text(record));
    }
    int epoch = epoch(record);
    if (!certain && (record.offset() < next || epoch < session.promised().epoch(partition))) {
      next = record.offset(); // it began further back, or in a log that was lost since
    }
    certain = true;
    if (!session.isTold() && log.isLost(record.offset(), epoch, log.epoch())) {
      rewind(record.offset()); // on its way when it was lost, to who went back there meanwhile
    }
    goTo(epoch);
    if (!passed.isEmpty() && record.offset() <= passed.element().offset()) {
      throw failure("got " + text(record) + " behind " + passed.element());
    }
    checkThatNothingIsMissing(record.offset(), epoch);
    passed.push(new Place(record.offset(), epoch));
    next = record.offset() + 1;
    gaps.clear();
  }

  private int epoch(LogRecord record) {
    return record.leaderEpoch() == Positions.NO_EPOCH ? log.epoch() : record.leaderEpoch();
  }

  /** From here on the log is that of a leader. */
  private void goTo(int epoch) {
    Place last = passed.peek();
    if (last != null && log.isLost(last.offset(), last.epoch(), epoch)) {
      if (session.isTold()) {
        throw failure("was not told that " + last + " is lost, before epoch " + epoch);
      }
      rewind(log.divergence(last.epoch(), epoch));
    }
  }

  private void checkThatNothingIsMissing(long before, int epoch) {
    List<String> missing = new ArrayList<>();
    for (LogRecord record : log.between(next, before, epoch)) {
      if (session.wants(record) && !isExcused(record)) {
        missing.add(text(record));
      }
    }
    if (!missing.isEmpty()) {
      throw failure("misses " + missing + " before offset " + before + ", told were " + gaps);
    }
  }

  private boolean isExcused(LogRecord record) {
    long offset = record.offset();
    return (!session.isTold() && offset < log.begin())
        || gaps.stream().anyMatch(gap -> gap.from() <= offset && offset <= gap.to());
  }

  /** Everything that could come has come. */
  void onEnd() {
    List<LogRecord> now = log.current();
    if (!now.isEmpty()) { // else nothing has come behind which a loss would have to be told
      goTo(now.getLast().leaderEpoch());
    }
    checkThatNothingIsMissing(Long.MAX_VALUE, log.epoch());
  }

  private AssertionError failure(String what) {
    return new AssertionError(session + ", partition " + partition + ": " + what);
  }

  private static String text(LogRecord record) {
    return "offset " + record.offset() + " of epoch " + record.leaderEpoch();
  }
}
