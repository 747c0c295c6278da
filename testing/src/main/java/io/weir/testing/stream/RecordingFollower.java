package io.weir.testing.stream;

import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Follower;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what it hears, and notices what it must not hear: records before the stream is open or
 * after its end, calls on two threads. Thread: the tail; what was heard may be read by any.
 */
public final class RecordingFollower implements Follower {
  private enum State {
    OPENING,
    OPEN,
    ENDED
  }

  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private volatile State state = State.OPENING;
  private volatile @Nullable Refusal refused;
  private volatile @Nullable Refusal lost;
  private volatile @Nullable String violation;
  private volatile @Nullable Thread thread;
  private volatile boolean hold;
  private volatile long ticks;
  private volatile @Nullable Runnable onNextTick;

  @Override
  public void onOpen(Cursor begin) {
    check("onOpen", State.OPENING);
    state = State.OPEN;
  }

  @Override
  public void onRecords(List<LogRecord> read, Positions end) {
    check("onRecords", State.OPEN);
    records.addAll(read);
  }

  @Override
  public void onGap(Gap gap) {
    check("onGap", State.OPEN);
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
    if (state != expected) {
      violation = call + " while " + state;
    } else if (before != null && !before.equals(current)) {
      violation = call + " on another thread";
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

  public List<LogRecord> records() {
    return records;
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
