package io.weir.testing.stream;

import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Writer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** The writer in memory, stepped by a thread. */
public final class MemoryWriterHarness implements WriterHarness {
  private static final long PAUSE_NANOS = 100_000;

  private final MemoryLog log = new MemoryLog(1);
  private final MemoryWriter writer = new MemoryWriter(log);
  private final Thread thread = new Thread(this::run, "memory-writer");
  private volatile boolean closed;

  /** Starts the thread. */
  public static MemoryWriterHarness start() {
    MemoryWriterHarness started = new MemoryWriterHarness();
    started.thread.start();
    return started;
  }

  private void run() {
    while (!closed) {
      writer.step();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  @Override
  public Writer writer() {
    return writer;
  }

  @Override
  public void createTopic(String topic, int partitions) {
    log.createTopic(topic, partitions);
  }

  @Override
  public void deleteTopic(String topic) {
    log.deleteTopic(topic);
  }

  @Override
  public List<LogRecord> records(String topic) {
    return IntStream.range(0, log.partitions(topic))
        .boxed()
        .flatMap(partition -> log.visible(topic, partition).stream())
        .toList();
  }

  @Override
  public void setAway(boolean away) {
    log.setAway(away);
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(10);
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
