package io.weir.engine.link;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much one subscription may ask a loop to remember.
 *
 * @param keys and prefixes
 * @param bytes of them together
 */
public record FilterLimit(int keys, int bytes) {
  public static final FilterLimit DEFAULT = new FilterLimit(256, 8 << 10);

  /** Why a filter is too large; empty: it is not. */
  Optional<Refusal> check(KeyFilter filter) {
    int count = filter.exact().size() + filter.prefixes().size();
    if (count > keys) {
      return refusal("%d keys are asked for, limits.max-filter-keys=%d".formatted(count, keys));
    }
    int size =
        Stream.concat(filter.exact().stream(), filter.prefixes().stream())
            .mapToInt(key -> key.bytes().length)
            .sum();
    return size > bytes
        ? refusal("the keys have %d bytes, limits.max-filter=%d".formatted(size, bytes))
        : Optional.empty();
  }

  private static Optional<Refusal> refusal(String message) {
    return Optional.of(new Refusal(ErrorCode.FILTER_TOO_LARGE, message));
  }
}
