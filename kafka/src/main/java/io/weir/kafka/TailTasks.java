package io.weir.kafka;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks that other threads hand to a tail, and what wakes it. Threads: any adds; the tail does
 * the rest.
 *
 * <p>Running → Polling: about to read | Parked: about to wait; each looks at the queue once more
 * <br>
 * Polling, Parked → Running: the tail is done, or whoever adds a task wakes it. The first one to do
 * so does it alone, so a thousand tasks cost one wake-up.
 */
final class TailTasks {
  private static final Logger LOG = LoggerFactory.getLogger(TailTasks.class);

  private enum State {
    RUNNING,
    POLLING,
    PARKED
  }

  private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
  private final Runnable wakePoll;
  private volatile @Nullable Thread tail;
  private volatile boolean closed;

  /**
   * @param wakePoll makes a poll that is running, or else the next one, return at once
   */
  TailTasks(Runnable wakePoll) {
    this.wakePoll = wakePoll;
  }

  /** Any thread. After {@link #close} the task is dropped. */
  void add(Runnable task) {
    if (closed) {
      return;
    }
    queue.add(task);
    switch (state.getAndSet(State.RUNNING)) {
      case RUNNING -> {}
      case POLLING -> wakePoll.run();
      case PARKED -> LockSupport.unpark(tail);
    }
  }

  /** The calling thread is the tail from now on. */
  void bind() {
    tail = Thread.currentThread();
  }

  boolean isTail() {
    return Thread.currentThread().equals(tail);
  }

  /** Runs what has been added up to now; a task that fails does not keep others from running. */
  void run() {
    for (int left = queue.size(); left > 0; left--) {
      Runnable task = queue.poll();
      if (task == null) {
        return;
      }
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("event=tail_task_failed", e);
      }
    }
  }

  /** Whether the tail may poll now; {@link #endPoll} follows then. */
  boolean beginPoll() {
    return begin(State.POLLING);
  }

  void endPoll() {
    state.set(State.RUNNING);
  }

  /** Waits for a task, but not longer than this. */
  void await(Duration atMost) {
    if (begin(State.PARKED)) {
      LockSupport.parkNanos(this, atMost.toNanos());
      state.set(State.RUNNING);
    }
  }

  private boolean begin(State waiting) {
    state.set(waiting);
    if (queue.isEmpty()) {
      return true;
    }
    state.set(State.RUNNING);
    return false;
  }

  /** What is left is dropped. */
  void close() {
    closed = true;
    queue.clear();
  }
}
