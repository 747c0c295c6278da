package io.weir.engine.link.push;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many short lives of a link with faults in any order. A failure names its seed: {@code
 * simulate(seed, steps)} repeats it.
 */
final class PushSimulationTest {

  @Test
  void keepsItsPromisesThroughFaultsInAnyOrder() {
    LongStream.range(0, 100).forEach(seed -> simulate(seed, 400));
  }

  @Test
  @Tag("soak")
  void keepsItsPromisesThroughManyMoreFaults() {
    new Random().longs(1_000, 0, Long.MAX_VALUE).forEach(seed -> simulate(seed, 2_000));
  }

  private static void simulate(long seed, int steps) {
    try {
      new PushSimulation(seed).run(steps);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("simulate(" + seed + "L, " + steps + "): " + e.getMessage(), e);
    }
  }
}
