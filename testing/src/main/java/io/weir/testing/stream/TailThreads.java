package io.weir.testing.stream;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Steps the tails of a {@link MemoryLog}, and its readers from when they are made until they are
 * stopped, each on a thread of its own, until closed.
 */
public final class TailThreads implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(1);

  private final MemoryLog log;
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

  private TailThreads(MemoryLog log) {
    this.log = log;
  }

  /** Starts a thread for every tail. */
  public static TailThreads start(MemoryLog log) {
    TailThreads started = new TailThreads(log);
    log.onReader(reader -> started.start(reader, "reader"));
    log.readers().forEach(reader -> started.start(reader, "reader"));
    log.tails().forEach(tail -> started.start(tail, "tail"));
    return started;
  }

  private void start(ManualTail tail, String name) {
    Thread thread = new Thread(() -> run(tail), name);
    threads.add(thread);
    thread.start();
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

  /** Stops all tails and readers and waits for their threads. */
  @Override
  public void close() {
    log.onReader(ManualTail::stop);
    log.readers().forEach(ManualTail::stop);
    log.tails().forEach(ManualTail::stop);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
