package io.weir.bench.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The middle of several runs. */
final class Median {
  private Median() {}

  /** The middle value, or the mean of the middle two; NaN of none. */
  static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  static <T> double of(List<T> runs, ToDoubleFunction<T> value) {
    return of(runs.stream().mapToDouble(value).toArray());
  }

  /**
   * The median of the runs' ratios: neighbours in time share what else the machine did. Both lists
   * are equally long.
   */
  static <T> double ofRatios(List<T> runs, List<T> floor, ToDoubleFunction<T> value) {
    return of(
        IntStream.range(0, runs.size())
            .mapToDouble(
                run -> value.applyAsDouble(runs.get(run)) / value.applyAsDouble(floor.get(run)))
            .toArray());
  }
}
