package io.weir.engine.link;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Follower;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import io.weir.engine.stream.Reader;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Looks for the most recent records that some sessions want: reads ever longer stretches of the end
 * of a stream, each only once, until everybody has enough. Thread: its reader, but for {@link
 * #start}.
 */
final class Scan implements Follower {
  private static final int LONGER = 4;

  private final Stream stream;
  private final Reader reader;
  private final List<RecentSearch> searches;
  private final Map<KeyFilter.Key, List<RecentSearch>> byKey = new HashMap<>();
  private final List<RecentSearch> others = new ArrayList<>();
  private final Positions floor;
  private final Cursor end;
  private final long maxRecords;
  private final Consumer<Result> onResult;
  private final Map<Integer, Long> oldest = new HashMap<>();
  private Positions lower;
  private Positions upper;
  private Positions at = Positions.NONE;
  private long scanned;
  private long length;
  private boolean ended;

  /** How it ended. */
  sealed interface Result {
    record Done() implements Result {}

    record Failed(Refusal refusal) implements Result {}
  }

  /**
   * @param floor before which nobody looks
   * @param end behind the last record that is looked at
   * @param maxRecords how many records are looked at, about
   * @param onResult told once, on the reader
   */
  Scan(
      Stream stream,
      Reader reader,
      List<RecentSearch> searches,
      Positions floor,
      Cursor end,
      long maxRecords,
      Consumer<Result> onResult) {
    this.stream = stream;
    this.reader = reader;
    this.searches = searches;
    this.floor = floor;
    this.end = end;
    this.maxRecords = maxRecords;
    this.onResult = onResult;
    this.upper = end.positions();
    this.lower = end.positions();
    this.length = searches.stream().mapToInt(RecentSearch::count).max().orElse(1);
    for (RecentSearch search : searches) {
      KeyFilter keys = search.keys();
      if (keys.isAll() || !keys.prefixes().isEmpty()) {
        others.add(search);
      } else {
        keys.exact().forEach(key -> byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(search));
      }
    }
  }

  /** Begins. Any thread. */
  void start() {
    reader.execute(this::readStretch);
  }

  /** The next one, before the last; without one that is left it is done. */
  private void readStretch() {
    Progress begin = new Progress(lower);
    for (int i = 0; i < end.positions().count(); i++) {
      begin.set(i, Math.max(floor.next(i), end.positions().next(i) - length), Positions.NO_EPOCH);
    }
    upper = lower;
    lower = begin.positions();
    if (lower.covers(upper)) {
      finish(new Result.Done());
    } else {
      at = lower;
      reader.open(stream, new Start.At(lower), this);
    }
  }

  @Override
  public void onOpen(Cursor begin) {
    if (!begin.topic().equals(end.topic())) {
      reader.close(stream);
      finish(
          new Result.Failed(
              new Refusal(
                  ErrorCode.STREAM_RECREATED, "stream " + stream.name() + " was re-created")));
    }
  }

  @Override
  public void onRefused(Refusal refusal) {
    finish(new Result.Failed(refusal));
  }

  @Override
  public void onLost(Refusal refusal) {
    finish(new Result.Failed(refusal));
  }

  /** What the log has not any more is not among the most recent. */
  @Override
  public void onGap(Gap gap) {
    Progress after = new Progress(at);
    if (gap.reason() == Gap.Reason.TRUNCATED) {
      after.set(gap.partition(), upper.next(gap.partition()), gap.epoch());
    } else {
      after.pass(gap);
    }
    goTo(after.positions());
  }

  private void goTo(Positions to) {
    at = at.later(to);
    if (!ended && at.covers(upper)) {
      onStretchEnd();
    }
  }

  @Override
  public void onRecords(List<LogRecord> records, Positions to) {
    for (LogRecord record : records) {
      if (record.offset() < upper.next(record.partition())) {
        scanned++;
        oldest.merge(record.partition(), record.timestampMillis(), Math::min);
        look(record);
      }
    }
    goTo(to);
  }

  private void look(LogRecord record) {
    for (RecentSearch search : others) {
      if (search.keys().matches(record.key())) {
        search.onRecord(record);
      }
    }
    if (record.key() != null && !byKey.isEmpty()) {
      byKey
          .getOrDefault(new KeyFilter.Key(record.key()), List.of())
          .forEach(search -> search.onRecord(record));
    }
  }

  private void onStretchEnd() {
    reader.close(stream);
    searches.forEach(RecentSearch::onStretchEnd);
    Map<Integer, Long> open = new HashMap<>();
    for (int i = 0; i < lower.count(); i++) {
      if (lower.next(i) > floor.next(i)) {
        open.put(i, oldest.getOrDefault(i, Long.MAX_VALUE));
      }
    }
    boolean enough = searches.stream().allMatch(search -> search.isComplete(open));
    length *= LONGER;
    if (enough || scanned >= maxRecords) {
      finish(new Result.Done());
    } else {
      readStretch();
    }
  }

  private void finish(Result result) {
    if (!ended) {
      ended = true;
      searches.forEach(search -> search.settle(end));
      onResult.accept(result);
    }
  }

  @Override
  public boolean onTick(long nowNanos) {
    return false;
  }
}
