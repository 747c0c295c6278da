package io.weir.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {
  @Test
  void isTheMiddleOfOddlyMany() {
    assertThat(Median.of(9, 1, 5)).isEqualTo(5);
  }

  @Test
  void isTheMeanOfTheMiddleTwoOfEvenlyMany() {
    assertThat(Median.of(9, 1, 5, 7)).isEqualTo(6);
  }

  @Test
  void isNoNumberOfNone() {
    assertThat(Median.of()).isNaN();
  }

  @Test
  void comparesEachRunWithItsNeighbour() {
    List<Double> floor = List.of(1.0, 2.0, 4.0);
    List<Double> runs = List.of(1.1, 2.4, 4.4);

    assertThat(Median.ofRatios(runs, floor, value -> value)).isEqualTo(1.1);
  }
}
