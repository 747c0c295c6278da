package io.weir.engine.link;

import io.weir.engine.metric.Count;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Loop;
import java.util.HashMap;
import java.util.Map;

/**
 * A loop as the way out sees it: its hop, its bounds, where it takes the memory of its own frames,
 * and the counters that only it writes.
 */
final class Hub {
  private final Loop loop;
  private final Hop hop;
  private final FrameMemory memory;
  private final OutSettings settings;
  private final Metrics metrics;

  // Thread: the loop.
  private final Map<Labels, OutCounts> counts = new HashMap<>();

  /** What the sessions with the same labels on one loop have done. */
  record OutCounts(Count sessions, Count deliveries, Count bytes) {}

  Hub(Loop loop, FrameMemory memory, OutSettings settings, Metrics metrics) {
    this.loop = loop;
    this.memory = memory;
    this.settings = settings;
    this.metrics = metrics;
    this.hop = new Hop(settings.hopBytes(), settings.patience().toNanos());
    metrics.gauge(Metric.HOP_BYTES, Labels.NONE, hop::bytes);
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
