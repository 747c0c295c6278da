package io.weir.testing.stream;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Cursor;
import io.weir.engine.stream.Follower;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.Located;
import io.weir.engine.stream.Reader;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A tail, or a reader, that moves when it is stepped. Thread: whoever steps it, which is one thread
 * only; {@link #execute} any.
 */
public final class ManualTail implements Reader {
  private final MemoryLog log;
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Map<Stream, MemoryReader> readers = new LinkedHashMap<>();
  private int maxRecords = 500;
  private volatile boolean stopped;
  private volatile long stepper = -1;
  private boolean held;

  ManualTail(MemoryLog log) {
    this.log = log;
  }

  @Override
  public void execute(Runnable task) {
    if (!stopped) {
      tasks.add(task);
    }
  }

  @Override
  public void open(Stream stream, Start start, Follower follower) {
    checkThread();
    if (readers.putIfAbsent(stream, new MemoryReader(stream, start, follower)) != null) {
      throw new IllegalStateException("open already: " + stream.name());
    }
  }

  @Override
  public void close(Stream stream) {
    checkThread();
    readers.remove(stream);
  }

  /** At most this many records of a stream come with one read. */
  public void setMaxRecords(int max) {
    maxRecords = max;
  }

  /** Whether the last step read nothing because a follower said so. */
  public boolean isHeld() {
    return held;
  }

  /** Whether a stream is open or being opened. */
  public boolean isReading(Stream stream) {
    return !stopped && readers.containsKey(stream);
  }

  /** How many streams are open or being opened. */
  public int openStreams() {
    return stopped ? 0 : readers.size();
  }

  /**
   * Runs what waits, opens what is to be opened, ticks, and reads once unless told to hold. Does
   * nothing once it has stopped.
   */
  public void step(long nowNanos) {
    asStepper(
        () -> {
          runTasks();
          each(this::openOrRefuse);
          held = tick(nowNanos);
          if (!held && !log.isAway()) {
            each(reader -> read(reader, nowNanos));
          }
        });
  }

  private void asStepper(Runnable action) {
    stepper = Thread.currentThread().threadId();
    try {
      action.run();
    } finally {
      stepper = -1;
    }
  }

  /** Drops what waits and what comes. */
  @Override
  public void stop() {
    stopped = true;
    tasks.clear();
    log.onStopped(this);
  }

  boolean isStopped() {
    return stopped;
  }

  /** Waits for a task, at most this long, and runs it. */
  void awaitTask(Duration time) throws InterruptedException {
    Runnable task = tasks.poll(time.toNanos(), TimeUnit.NANOSECONDS);
    if (task != null) {
      asStepper(task);
    }
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private interface Action {
    void accept(MemoryReader reader);
  }

  /** Followers may open and close streams meanwhile. */
  private void each(Action action) {
    for (MemoryReader reader : List.copyOf(readers.values())) {
      ifOpen(reader, () -> action.accept(reader));
    }
  }

  private void ifOpen(MemoryReader reader, Runnable action) {
    if (!stopped && readers.get(reader.stream()) == reader) {
      action.run();
    }
  }

  private void openOrRefuse(MemoryReader reader) {
    if (reader.isOpen()) {
      return;
    }
    switch (log.where(reader.stream(), reader.start())) {
      case Located.Refused(Refusal refusal) -> refuse(reader, refusal);
      case Located.Found(Cursor begin) -> {
        reader.open(begin);
        reader.follower().onOpen(begin);
      }
    }
  }

  private void refuse(MemoryReader reader, Refusal refusal) {
    readers.remove(reader.stream());
    reader.follower().onRefused(refusal);
  }

  private boolean tick(long nowNanos) {
    List<Boolean> holds = new ArrayList<>();
    each(reader -> holds.add(reader.follower().onTick(nowNanos)));
    return holds.contains(true);
  }

  private void read(MemoryReader reader, long nowNanos) {
    if (!reader.isOpen()) {
      return;
    }
    Stream stream = reader.stream();
    log.look(stream.topic(), topic -> reader.read(topic, maxRecords, nowNanos))
        .ifPresentOrElse(read -> tell(reader, read), () -> lose(reader));
  }

  /** The follower may close the stream with every word that it hears. */
  private void tell(MemoryReader reader, MemoryReader.Read read) {
    for (Gap gap : read.gaps()) {
      ifOpen(reader, () -> reader.follower().onGap(gap));
    }
    read.end()
        .ifPresent(end -> ifOpen(reader, () -> reader.follower().onRecords(read.records(), end)));
  }

  private void lose(MemoryReader reader) {
    Stream stream = reader.stream();
    readers.remove(stream);
    String message = "topic " + stream.topic() + " was deleted: subscribe again";
    reader.follower().onLost(new Refusal(ErrorCode.STREAM_RECREATED, message));
  }

  private void checkThread() {
    if (stepper != Thread.currentThread().threadId()) {
      throw new IllegalStateException("a tail was used outside its thread");
    }
  }
}
