package io.weir.testing.stream;

import java.time.Duration;
import java.util.List;

/** Steps the tails of a {@link MemoryLog}, each on a thread of its own, until closed. */
public final class TailThreads implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(1);

  private final List<ManualTail> tails;
  private final List<Thread> threads;

  private TailThreads(List<ManualTail> tails) {
    this.tails = tails;
    this.threads = tails.stream().map(tail -> new Thread(() -> run(tail), "tail")).toList();
  }

  /** Starts a thread for every tail. */
  public static TailThreads start(MemoryLog log) {
    TailThreads started = new TailThreads(log.tails());
    started.threads.forEach(Thread::start);
    return started;
  }

  private static void run(ManualTail tail) {
    try {
      while (!tail.isStopped()) {
        tail.step(System.nanoTime());
        tail.awaitTask(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops all tails and waits for their threads. */
  @Override
  public void close() {
    tails.forEach(ManualTail::stop);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
