package io.weir.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CourseTest {
  @Test
  void readsAnOrder() {
    assertThat(Course.of(List.of("500", "100.0", "8", "0"))).isEqualTo(new Course(500, 100, 8, 0));
  }

  @Test
  void writesToAllUnlessToldOtherwise() {
    assertThat(new Course(1, 0, 1, 0).audienceOf(1000)).isEqualTo(1000);
    assertThat(new Course(1, 0, 1, 10).audienceOf(1000)).isEqualTo(10);
    assertThat(new Course(1, 0, 1, 10).audienceOf(4)).isEqualTo(4);
  }
}
