package io.weir.testing.stream;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Entry;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.Writer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * Writes to the topics of a {@link MemoryLog}, with what may happen on the way: the log away or the
 * writer paused, records that are refused, and word that comes late. Thread: whoever steps it;
 * {@link #write} any.
 */
public final class MemoryWriter implements Writer {
  private static final int MAX_RECORD_BYTES = 1 << 20;

  private final MemoryLog log;
  private final Queue<Entry> arrived = new ConcurrentLinkedQueue<>();
  private final Deque<Word> words = new ArrayDeque<>();
  private Predicate<Entry> refused = entry -> false;
  private volatile boolean paused;
  private int lateness;
  private long step;
  private int keyless;

  /** What an entry is told, from a step on. */
  private record Word(long dueStep, Runnable telling) {}

  public MemoryWriter(MemoryLog log) {
    this.log = log;
  }

  @Override
  public void write(List<? extends Entry> entries) {
    arrived.addAll(entries);
  }

  /** While it is paused, as while the log is away, nothing is written and nobody is told. */
  public void setPaused(boolean isPaused) {
    paused = isPaused;
  }

  /** Refuses those of which this is true, as a log does that will never take them. */
  public void refuse(Predicate<Entry> which) {
    refused = which;
  }

  /** Tells so many steps after the one that wrote. */
  public void setLateness(int steps) {
    lateness = steps;
  }

  /** How many entries it was handed and has not told. */
  public int untold() {
    return arrived.size() + words.size();
  }

  /** Writes what it was handed, and tells what is due. */
  public void step() {
    step++;
    while (isHere() && !arrived.isEmpty()) {
      words.add(new Word(step + lateness, write(arrived.remove())));
    }
    while (isHere() && !words.isEmpty() && words.element().dueStep() <= step) {
      words.remove().telling().run();
    }
  }

  private boolean isHere() {
    return !paused && !log.isAway();
  }

  private Runnable write(Entry entry) {
    Stream stream = entry.stream();
    MemoryRecord record =
        new MemoryRecord(entry.key(), entry.value(), entry.headers(), entry.timestampMillis());
    if (!log.hasTopic(stream.topic()) && !stream.create()) {
      return refusal(entry, ErrorCode.TOPIC_NOT_FOUND, "there is no topic " + stream.topic());
    }
    if (record.sizeBytes() > MAX_RECORD_BYTES) {
      String message = record.sizeBytes() + " bytes are more than " + MAX_RECORD_BYTES;
      return refusal(entry, ErrorCode.RECORD_TOO_LARGE, message);
    }
    if (refused.test(entry)) {
      return refusal(entry, ErrorCode.INVALID_RECORD, "refused, as a test said");
    }
    if (!log.hasTopic(stream.topic())) {
      log.createTopic(stream.topic(), 1);
    }
    LogRecord written = log.append(stream.topic(), partition(entry), record);
    return () -> entry.onWritten(written.partition(), written.offset());
  }

  private static Runnable refusal(Entry entry, ErrorCode code, String message) {
    return () -> entry.onRefused(new Refusal(code, message));
  }

  private int partition(Entry entry) {
    int hash = entry.key() == null ? keyless++ : Arrays.hashCode(entry.key());
    return Math.floorMod(hash, log.partitions(entry.stream().topic()));
  }
}
