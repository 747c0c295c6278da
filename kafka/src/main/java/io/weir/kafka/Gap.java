package io.weir.kafka;

/**
 * Why a position was lost and where reading goes on.
 *
 * @param next the offset that is read next
 * @param reason {@code retention}: it lies below what the log keeps; {@code truncated}: the log
 *     lost its end
 */
record Gap(long next, String reason) {

  static Gap of(TopicReading.LostPosition lost, Topics.Bounds bounds) {
    if (lost.offset() < bounds.begin()) {
      return new Gap(bounds.begin(), "retention");
    }
    long next = lost.divergent().orElse(Math.min(lost.offset(), bounds.end()));
    return new Gap(Math.max(next, bounds.begin()), "truncated");
  }
}
