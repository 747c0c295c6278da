package io.weir.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FilterLimitTest {
  private final FilterLimit limit = new FilterLimit(3, 10);

  @Test
  void allowsWhatReachesTheBoundsAndNoMore() {
    assertThat(limit.check(KeyFilter.of(List.of("a", "b", "c*")))).isEmpty();
    assertThat(limit.check(KeyFilter.of(List.of("a", "b", "c*", "d*"))))
        .contains(
            new Refusal(
                ErrorCode.FILTER_TOO_LARGE, "4 keys are asked for, limits.max-filter-keys=3"));
    assertThat(limit.check(KeyFilter.of(List.of("12345", "1234*")))).isEmpty();
    assertThat(limit.check(KeyFilter.of(List.of("12345", "12345\u00e9*"))))
        .contains(
            new Refusal(
                ErrorCode.FILTER_TOO_LARGE, "the keys have 12 bytes, limits.max-filter=10"));
  }

  @Test
  void allowsAll() {
    assertThat(new FilterLimit(1, 1).check(KeyFilter.ALL)).isEmpty();
  }
}
