package io.weir.engine.socket;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * A thread that owns sockets and never blocks. {@link #execute} keeps the order of its calls; once
 * the loop has ended, tasks are dropped.
 */
public interface Loop extends Executor {

  /** Whether the caller runs on this loop. */
  boolean inLoop();

  /** Runs a task on this loop after a delay. Any thread. */
  void after(Duration delay, Runnable task);

  /** The clock of this loop: nanoseconds, comparable with one another only. */
  long nowNanos();
}
