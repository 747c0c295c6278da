package io.weir.kafka;

import io.weir.engine.stream.Gap;
import io.weir.engine.stream.Gap.Reason;
import io.weir.engine.stream.Positions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * A position at which the log has nothing.
 *
 * @param divergent where the log took another course and the leader epoch before that, if the
 *     leader's epochs show it (KIP-320)
 * @param isUnknown whether the leader does not know the epoch of the position
 * @param sinceNanos when it was noticed
 */
record LostPosition(
    TopicPartition partition,
    long offset,
    Optional<OffsetAndMetadata> divergent,
    boolean isUnknown,
    long sinceNanos) {

  /** How long a new leader may take to show what the old one had shown. */
  private static final long WAIT_NANOS = Duration.ofSeconds(10).toNanos();

  static List<LostPosition> of(OffsetOutOfRangeException e, long nowNanos) {
    boolean truncated = e instanceof LogTruncationException;
    Map<TopicPartition, OffsetAndMetadata> divergent =
        e instanceof LogTruncationException truncation ? truncation.divergentOffsets() : Map.of();
    List<LostPosition> lost = new ArrayList<>();
    e.offsetOutOfRangePartitions()
        .forEach(
            (partition, offset) -> {
              var at = Optional.ofNullable(divergent.get(partition));
              lost.add(
                  new LostPosition(partition, offset, at, truncated && at.isEmpty(), nowNanos));
            });
    return lost;
  }

  /** Whether it lies beyond the end, and that may still come. */
  boolean isWaiting(Topics.Bounds bounds, long nowNanos) {
    return divergent.isEmpty() && offset > bounds.end() && nowNanos - sinceNanos < WAIT_NANOS;
  }

  /** What is lost, in the order in which it is told; nothing if the log has it by now. */
  List<Gap> gaps(Topics.Bounds bounds) {
    List<Gap> gaps = new ArrayList<>();
    long next = offset;
    if (divergent.isPresent()) {
      next = divergent.get().offset();
      gaps.add(truncated(next, divergent.get().leaderEpoch().orElse(Positions.NO_EPOCH)));
    } else if (offset > bounds.end()) {
      next = bounds.end();
      gaps.add(truncated(next, Positions.NO_EPOCH));
    }
    if (next < bounds.begin()) {
      gaps.add(new Gap(partition.partition(), next, bounds.begin() - 1, Reason.RETENTION));
    }
    return gaps;
  }

  private Gap truncated(long from, int epoch) {
    return new Gap(partition.partition(), from, offset - 1, Reason.TRUNCATED, epoch);
  }
}
