package io.weir.testing.socket;

import io.weir.engine.socket.Loop;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A loop that moves when a test steps it, with a clock that a test moves. Thread: the test's, which
 * is on the loop while a step runs; {@link #execute} and {@link #after} any.
 */
public final class ManualLoop implements Loop {
  private static final int ENDLESS = 1_000_000;

  private record Delayed(long dueNanos, long sequence, Runnable task) {}

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Delayed> delayed =
      new PriorityQueue<>(
          Comparator.comparingLong(Delayed::dueNanos).thenComparingLong(Delayed::sequence));
  private final AtomicLong nowNanos = new AtomicLong();
  private long sequence;
  private volatile boolean stopped;
  private volatile boolean stepping;
  private volatile long stepper;

  @Override
  public void execute(Runnable task) {
    if (!stopped) {
      tasks.add(task);
    }
  }

  @Override
  public boolean inLoop() {
    return stepping && stepper == Thread.currentThread().threadId();
  }

  @Override
  public void after(Duration delay, Runnable task) {
    synchronized (delayed) {
      if (!stopped) {
        delayed.add(new Delayed(nowNanos.get() + delay.toNanos(), sequence++, task));
      }
    }
  }

  @Override
  public long nowNanos() {
    return nowNanos.get();
  }

  /** Runs the next task; delayed ones come once they are due. False: there is none. */
  public boolean step() {
    queueDue();
    Runnable task = tasks.poll();
    if (task == null) {
      return false;
    }
    boolean outer = stepping;
    stepper = Thread.currentThread().threadId();
    stepping = true;
    try {
      task.run();
    } finally {
      stepping = outer;
    }
    return true;
  }

  /** Steps until there is nothing left to do at this time. */
  public void run() {
    for (int i = 0; step(); i++) {
      if (i == ENDLESS) {
        throw new IllegalStateException("the tasks of this loop never end");
      }
    }
  }

  /** Runs a task on this loop, behind those that wait, and everything that follows from it. */
  public void run(Runnable task) {
    execute(task);
    run();
  }

  /** Moves the clock and runs what becomes due, each task at its time. */
  public void advance(Duration time) {
    long target = nowNanos.get() + time.toNanos();
    run();
    for (long due = nextDueNanos(); due <= target; due = nextDueNanos()) {
      nowNanos.set(Math.max(due, nowNanos.get()));
      run();
    }
    nowNanos.set(target);
  }

  /** Moves the clock and runs nothing, as if the loop stood still. */
  public void stall(Duration time) {
    nowNanos.addAndGet(time.toNanos());
  }

  /** How many tasks wait to be run now, those that are not due yet left out. */
  public int pending() {
    queueDue();
    return tasks.size();
  }

  /** Ends the loop: what waits, and what comes later, is dropped. */
  public void stop() {
    stopped = true;
    tasks.clear();
    synchronized (delayed) {
      delayed.clear();
    }
  }

  private long nextDueNanos() {
    synchronized (delayed) {
      Delayed next = delayed.peek();
      return next == null ? Long.MAX_VALUE : next.dueNanos();
    }
  }

  private void queueDue() {
    synchronized (delayed) {
      for (Delayed next = delayed.peek();
          next != null && next.dueNanos() <= nowNanos.get();
          next = delayed.peek()) {
        delayed.remove();
        tasks.add(next.task());
      }
    }
  }
}
