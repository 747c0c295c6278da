package io.weir.engine.link;

import io.weir.engine.metric.Count;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Loop;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * A loop as the way out sees it: its hop, its bounds, where it takes the memory of its own frames,
 * and the counters that only it writes.
 */
final class Hub {
  private final int index;
  private final Loop loop;
  private final Hop hop;
  private final FrameMemory memory;
  private final OutSettings settings;
  private final Metrics metrics;

  // Thread: the loop.
  private final Map<Labels, OutCounts> counts = new HashMap<>();
  private final Map<Long, OutSession> sessions = new HashMap<>();
  private long entered;

  /** What the sessions with the same labels on one loop have done. */
  record OutCounts(Count sessions, Count deliveries, Count bytes) {}

  /**
   * @param index among the hubs of the node
   */
  Hub(int index, Loop loop, FrameMemory memory, OutSettings settings, Metrics metrics) {
    this.index = index;
    this.loop = loop;
    this.memory = memory;
    this.settings = settings;
    this.metrics = metrics;
    this.hop = new Hop(settings.hopBytes(), settings.patience().toNanos());
    metrics.gauge(Metric.HOP_BYTES, Labels.NONE, hop::bytes);
  }

  int index() {
    return index;
  }

  Loop loop() {
    return loop;
  }

  Hop hop() {
    return hop;
  }

  FrameMemory memory() {
    return memory;
  }

  OutSettings settings() {
    return settings;
  }

  Metrics metrics() {
    return metrics;
  }

  /** A session has opened; its number is no other's on this hub, ever. Thread: the loop. */
  long enter(OutSession session) {
    sessions.put(++entered, session);
    return entered;
  }

  /** Its connection has gone. Thread: the loop. */
  void leave(long number) {
    sessions.remove(number);
  }

  /** Every session that has entered and not left, by number; also ended ones. Thread: the loop. */
  Map<Long, OutSession> sessions() {
    return Collections.unmodifiableMap(sessions);
  }

  /** The counters of these labels. Thread: the loop. */
  OutCounts counts(Labels labels) {
    return counts.computeIfAbsent(
        labels,
        l ->
            new OutCounts(
                metrics.count(Metric.SESSIONS, l),
                metrics.count(Metric.DELIVERIES, l),
                metrics.count(Metric.DELIVERED_BYTES, l)));
  }
}
