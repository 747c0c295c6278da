package io.weir.kafka;

import io.weir.engine.metric.Count;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.stream.Gap;
import io.weir.engine.stream.Stream;
import java.util.HashMap;
import java.util.Map;

/**
 * What a tail counts, or all readers together: these come and go, and a counter stays. Any thread,
 * one after the other: nothing of it is counted for each record.
 */
final class TailCounts {
  private final Metrics metrics;
  private final boolean measuresLag;
  private final Map<String, Count> lags = new HashMap<>();
  private final Map<Labels, Count> gaps = new HashMap<>();

  private TailCounts(Metrics metrics, boolean measuresLag) {
    this.metrics = metrics;
    this.measuresLag = measuresLag;
  }

  static TailCounts ofTail(Metrics metrics) {
    return new TailCounts(metrics, true);
  }

  /** Readers are behind by their nature: their lag says nothing. */
  static TailCounts ofReaders(Metrics metrics) {
    return new TailCounts(metrics, false);
  }

  synchronized void lag(Stream stream, long records) {
    if (measuresLag) {
      lags.computeIfAbsent(
              stream.name(), name -> metrics.count(Metric.CONSUMER_LAG, Labels.of("stream", name)))
          .set(records);
    }
  }

  synchronized void gap(Stream stream, Gap.Reason reason) {
    Labels labels = Labels.of("stream", stream.name()).and("reason", reason.id());
    gaps.computeIfAbsent(labels, l -> metrics.count(Metric.GAPS, l)).add(1);
  }
}
