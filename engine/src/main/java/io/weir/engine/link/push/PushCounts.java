package io.weir.engine.link.push;

import io.weir.engine.metric.Count;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;

/** What a link counts. Thread: the link's loop. */
record PushCounts(Count deliveries, Count bytes) {

  static PushCounts of(Metrics metrics, PushSettings settings) {
    Labels labels = Labels.of("link", settings.link()).and("stream", settings.stream().name());
    return new PushCounts(
        metrics.count(Metric.DELIVERIES, labels), metrics.count(Metric.DELIVERED_BYTES, labels));
  }
}
