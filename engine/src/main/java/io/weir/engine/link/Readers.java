package io.weir.engine.link;

import io.weir.engine.metric.Count;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.stream.Log;
import io.weir.engine.stream.Reader;
import io.weir.engine.stream.Stream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The few readers of a stream's past, each with the counters that it writes. Thread: the stream's
 * tail.
 */
final class Readers {
  private final Stream stream;
  private final Log log;
  private final int max;
  private final Metrics metrics;
  private final Runnable onFree;
  private final Deque<Slot> idle = new ArrayDeque<>();
  private final Deque<Counts> free = new ArrayDeque<>();
  private int taken;

  /** A reader, and what is counted of what it reads. */
  record Slot(Reader reader, Counts counts) {}

  /** Written by one reader at a time; kept, because counters last as long as the node. */
  record Counts(Count replayed, Count skipped) {}

  /**
   * @param max how many may be in use
   * @param onFree told when one may be taken
   */
  Readers(Stream stream, Log log, int max, Metrics metrics, Runnable onFree) {
    this.metrics = metrics;
    this.stream = stream;
    this.log = log;
    this.max = max;
    this.onFree = onFree;
  }

  boolean areAllTaken() {
    return taken >= max;
  }

  boolean areIdle() {
    return taken == 0;
  }

  /** One to be given back, if not all are taken. */
  Optional<Slot> take() {
    if (areAllTaken()) {
      return Optional.empty();
    }
    taken++;
    return Optional.of(idle.isEmpty() ? new Slot(log.reader(stream), counts()) : idle.pop());
  }

  private Counts counts() {
    Labels labels = Labels.of("stream", stream.name());
    return free.isEmpty()
        ? new Counts(
            metrics.count(Metric.RECORDS_REPLAYED, labels),
            metrics.count(Metric.RECORDS_SKIPPED, labels))
        : free.pop();
  }

  /** It is not used any more. */
  void give(Slot slot) {
    taken--;
    idle.push(slot);
    onFree.run();
  }

  /** Ends those that nobody uses. */
  void rest() {
    for (Slot slot : idle) {
      slot.reader().stop();
      free.push(slot.counts());
    }
    idle.clear();
  }
}
