package io.weir.admin;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Latency;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;

/**
 * The engine's numbers as Prometheus's client library knows them. Each scrape reads them anew, so
 * labels may come at any time and nothing is copied in between. A metric nobody counts yet is left
 * out.
 *
 * <p>Whole numbers cannot tell fractions of a second: a gauge whose name ends in {@code _seconds}
 * counts microseconds.
 *
 * <p>Thread: any.
 */
final class EngineCollector implements MultiCollector {
  private static final double MICROS_PER_SECOND = 1e6;

  private final Metrics metrics;

  EngineCollector(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public MetricSnapshots collect() {
    List<MetricSnapshot> families =
        Stream.of(Metric.values())
            .<MetricSnapshot>map(this::family)
            .filter(family -> !family.getDataPoints().isEmpty())
            .toList();
    return new MetricSnapshots(families);
  }

  private MetricSnapshot family(Metric metric) {
    return switch (metric.type()) {
      case COUNTER -> counter(metric);
      case GAUGE -> gauge(metric);
      case HISTOGRAM -> latency(metric);
    };
  }

  private CounterSnapshot counter(Metric metric) {
    String name = metric.id().substring(0, metric.id().length() - "_total".length());
    CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(metric.help());
    metrics
        .read(metric)
        .forEach(
            (labels, value) ->
                family.dataPoint(
                    CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(translate(labels))
                        .value(value)
                        .build()));
    return family.build();
  }

  private GaugeSnapshot gauge(Metric metric) {
    double unit = metric.id().endsWith("_seconds") ? MICROS_PER_SECOND : 1;
    GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(metric.id()).help(metric.help());
    metrics
        .read(metric)
        .forEach(
            (labels, value) ->
                family.dataPoint(
                    GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(translate(labels))
                        .value(value / unit)
                        .build()));
    return family.build();
  }

  private HistogramSnapshot latency(Metric metric) {
    HistogramSnapshot.Builder family =
        HistogramSnapshot.builder().name(metric.id()).help(metric.help());
    metrics.readLatencies().forEach((labels, parts) -> family.dataPoint(sum(labels, parts)));
    return family.build();
  }

  private static HistogramSnapshot.HistogramDataPointSnapshot sum(
      Labels labels, List<Latency> parts) {
    double[] bounds = Latency.boundsSeconds();
    double[] bucketBounds = Arrays.copyOf(bounds, bounds.length + 1);
    bucketBounds[bounds.length] = Double.POSITIVE_INFINITY;
    long[] counts = new long[bucketBounds.length];
    double seconds = 0;
    for (Latency part : parts) {
      Arrays.setAll(counts, plus(counts, part.counts()));
      seconds += part.sumSeconds();
    }
    return HistogramSnapshot.HistogramDataPointSnapshot.builder()
        .labels(translate(labels))
        .classicHistogramBuckets(ClassicHistogramBuckets.of(bucketBounds, counts))
        .sum(seconds)
        .build();
  }

  private static IntToLongFunction plus(long[] some, long[] others) {
    return i -> some[i] + others[i];
  }

  private static io.prometheus.metrics.model.snapshots.Labels translate(Labels labels) {
    List<Map.Entry<String, String>> sorted =
        labels.values().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    return io.prometheus.metrics.model.snapshots.Labels.of(
        sorted.stream().map(Map.Entry::getKey).toList(),
        sorted.stream().map(Map.Entry::getValue).toList());
  }
}
