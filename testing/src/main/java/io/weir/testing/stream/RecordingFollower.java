package io.weir.testing.stream;

import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Follower;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Progress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what it hears, and notices what it must not hear: records before the stream is open or
 * after its end, calls on two threads, an offset twice, a gap that is not where it stands. Thread:
 * the tail; what was heard may be read by any.
 */
public final class RecordingFollower implements Follower {
  private enum State {
    OPENING,
    OPEN,
    ENDED
  }

  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final List<Gap> gaps = new CopyOnWriteArrayList<>();
  private Progress at = new Progress(Positions.NONE);
  private volatile State state = State.OPENING;
  private volatile @Nullable Cursor begin;
  private volatile Positions end = Positions.NONE;
  private volatile @Nullable Refusal refused;
  private volatile @Nullable Refusal lost;
  private volatile @Nullable String violation;
  private volatile @Nullable Thread thread;
  private volatile boolean hold;
  private volatile long ticks;
  private volatile @Nullable Runnable onNextTick;

  @Override
  public void onOpen(Cursor opened) {
    check("onOpen", State.OPENING);
    at = new Progress(opened.positions());
    begin = opened;
    end = opened.positions();
    state = State.OPEN;
  }

  @Override
  public void onRecords(List<LogRecord> read, Positions behind) {
    check("onRecords", State.OPEN);
    for (LogRecord record : read) {
      require(record.offset() >= at.next(record.partition()), "read twice: " + record);
      at.pass(record);
    }
    require(behind.covers(at.positions()), behind + " ends before what came, " + at.positions());
    at = new Progress(behind);
    records.addAll(read);
    end = behind; // last: whoever sees it sees the records, too
  }

  @Override
  public void onGap(Gap gap) {
    check("onGap", State.OPEN);
    boolean lostEnd = gap.reason() == Gap.Reason.TRUNCATED;
    long here = lostEnd ? gap.to() + 1 : gap.from();
    require(here == at.next(gap.partition()), gap + " is not at " + at.positions());
    require(gap.from() <= gap.to(), gap + " is empty");
    at.pass(gap);
    gaps.add(gap);
    end = at.positions();
  }

  @Override
  public void onRefused(Refusal refusal) {
    check("onRefused", State.OPENING);
    state = State.ENDED;
    refused = refusal;
  }

  @Override
  public void onLost(Refusal refusal) {
    check("onLost", State.OPEN);
    state = State.ENDED;
    lost = refusal;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // written on the tail only
  public boolean onTick(long nowNanos) {
    ticks++;
    Runnable once = onNextTick;
    if (once != null) {
      onNextTick = null;
      once.run();
    }
    return hold;
  }

  private void check(String call, State expected) {
    Thread current = Thread.currentThread();
    Thread before = thread;
    thread = current;
    require(state == expected, call + " while " + state);
    require(before == null || before.equals(current), call + " on another thread");
  }

  private void require(boolean holds, String otherwise) {
    if (!holds && violation == null) {
      violation = otherwise;
    }
  }

  /** The stream was closed: nothing may be heard from now on. Thread: the tail. */
  public void ended() {
    state = State.ENDED;
  }

  public void setHold(boolean holds) {
    hold = holds;
  }

  /** Runs something from within the next tick. */
  public void onNextTick(Runnable action) {
    onNextTick = action;
  }

  public boolean isOpen() {
    return state == State.OPEN;
  }

  /** Where it began; null until it is open. */
  public @Nullable Cursor begin() {
    return begin;
  }

  /** Where it stands: behind all that came. */
  public Positions end() {
    return end;
  }

  public List<LogRecord> records() {
    return records;
  }

  public List<Gap> gaps() {
    return gaps;
  }

  /** The values of what came, as text; a tombstone is "null". */
  public List<String> values() {
    return records.stream()
        .map(LogRecord::value)
        .map(value -> value == null ? "null" : new String(value, StandardCharsets.UTF_8))
        .toList();
  }

  public @Nullable Refusal refused() {
    return refused;
  }

  public @Nullable Refusal lost() {
    return lost;
  }

  /** What was heard at a wrong moment, if anything. */
  public @Nullable String violation() {
    return violation;
  }

  public long ticks() {
    return ticks;
  }
}
