package io.weir.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Follower;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A follower that writes down what it is told, for the test's thread to ask. */
final class Witness implements Follower {
  static final Duration DEADLINE = Duration.ofSeconds(20);

  private final BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
  private final BlockingQueue<LogRecord> records = new LinkedBlockingQueue<>();
  private volatile boolean hold;
  private volatile long ticks;

  private enum Open {
    OPEN
  }

  private record Lost(Refusal refusal) {}

  @Override
  public void onOpen(Cursor begin) {
    signals.add(Open.OPEN);
  }

  @Override
  public void onRecords(List<LogRecord> batch, Positions end) {
    records.addAll(batch);
  }

  @Override
  public void onGap(Gap gap) {}

  @Override
  public void onRefused(Refusal refusal) {
    signals.add(refusal);
  }

  @Override
  public void onLost(Refusal refusal) {
    signals.add(new Lost(refusal));
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  public boolean onTick(long nowNanos) {
    ticks++;
    return hold;
  }

  /** What the tail hears from its next tick on; returns after that tick. */
  void hold(boolean whether) {
    hold = whether;
    long seen = ticks;
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (whether && ticks < seen + 2) {
      assertThat(System.nanoTime()).as("a tick").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  Witness awaitOpen() {
    assertThat(next(signals)).isEqualTo(Open.OPEN);
    return this;
  }

  Refusal awaitRefused() {
    Object signal = next(signals);
    assertThat(signal).isInstanceOf(Refusal.class);
    return (Refusal) signal;
  }

  Refusal awaitLost() {
    Object signal = next(signals);
    assertThat(signal).isInstanceOf(Lost.class);
    return ((Lost) signal).refusal();
  }

  LogRecord awaitRecord() {
    return next(records);
  }

  /** The values of the next records. */
  List<String> await(int count) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(text(awaitRecord().value()));
    }
    return values;
  }

  /** Everything up to the record of this value, that one included. */
  List<LogRecord> awaitUntil(String value) {
    List<LogRecord> all = new ArrayList<>();
    do {
      all.add(awaitRecord());
    } while (!text(all.getLast().value()).equals(value));
    return all;
  }

  boolean hasRecords() {
    return !records.isEmpty();
  }

  static String text(byte @Nullable [] bytes) {
    return bytes == null ? "null" : new String(bytes, UTF_8);
  }

  private static <T> T next(BlockingQueue<T> queue) {
    try {
      T next = queue.poll(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        throw new AssertionError("nothing came within " + DEADLINE);
      }
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
