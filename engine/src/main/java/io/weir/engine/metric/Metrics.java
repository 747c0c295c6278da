package io.weir.engine.metric;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * All numbers of a node. Whoever counts takes a counter of its own once and keeps it; whoever reads
 * gets the sum over all counters of the same labels. Any thread; taking and reading lock, counting
 * and computing a gauge do not.
 */
public final class Metrics {
  private final Map<Metric, Map<Labels, List<LongSupplier>>> numbers = new EnumMap<>(Metric.class);
  private final Map<Labels, List<Latency>> latencies = new LinkedHashMap<>();

  /** A new counter, whose one writer is the caller's thread. */
  public Count count(Metric metric, Labels labels) {
    Count count = new Count();
    gauge(metric, labels, count::value);
    return count;
  }

  /** A number that is computed when it is read, on the reader's thread, without a lock. */
  public synchronized void gauge(Metric metric, Labels labels, LongSupplier value) {
    numbers
        .computeIfAbsent(metric, m -> new LinkedHashMap<>())
        .computeIfAbsent(labels, l -> new ArrayList<>())
        .add(value);
  }

  /** A new histogram for {@link Metric#DELIVERY_LATENCY}. */
  public synchronized Latency latency(Labels labels) {
    Latency latency = new Latency();
    latencies.computeIfAbsent(labels, l -> new ArrayList<>()).add(latency);
    return latency;
  }

  /** The sums as they are now, by labels; empty if nobody counts this. */
  public Map<Labels, Long> read(Metric metric) {
    Map<Labels, Long> sums = new LinkedHashMap<>();
    parts(metric)
        .forEach(
            (labels, parts) ->
                sums.put(labels, parts.stream().mapToLong(LongSupplier::getAsLong).sum()));
    return sums;
  }

  private synchronized Map<Labels, List<LongSupplier>> parts(Metric metric) {
    return copy(numbers.getOrDefault(metric, Map.of()));
  }

  /** The histograms, by labels; those of the same labels are to be added up. */
  public synchronized Map<Labels, List<Latency>> readLatencies() {
    return copy(latencies);
  }

  private static <T> Map<Labels, List<T>> copy(Map<Labels, List<T>> parts) {
    Map<Labels, List<T>> copy = new LinkedHashMap<>();
    parts.forEach((labels, of) -> copy.put(labels, List.copyOf(of)));
    return copy;
  }
}
