package io.weir.kafka;

import io.weir.engine.metric.Count;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.stream.Stream;
import java.util.HashMap;
import java.util.Map;

/** The counters that a tail writes, each taken once. Thread: the tail. */
final class TailCounts {
  private final Metrics metrics;
  private final Map<String, Count> lags = new HashMap<>();
  private final Map<Labels, Count> gaps = new HashMap<>();

  TailCounts(Metrics metrics) {
    this.metrics = metrics;
  }

  Count lag(Stream stream) {
    return lags.computeIfAbsent(
        stream.name(), name -> metrics.count(Metric.CONSUMER_LAG, Labels.of("stream", name)));
  }

  Count gap(Stream stream, String reason) {
    Labels labels = Labels.of("stream", stream.name()).and("reason", reason);
    return gaps.computeIfAbsent(labels, l -> metrics.count(Metric.GAPS, l));
  }
}
