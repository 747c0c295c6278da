package io.weir.kafka;

import io.weir.engine.stream.Gap;
import java.util.List;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a tail does about positions that the log has nothing at. Thread: the tail. */
final class Losses {
  private static final Logger LOG = LoggerFactory.getLogger(Losses.class);

  private final TailConsumer consumer;
  private final TailCounts counts;

  Losses(TailConsumer consumer, TailCounts counts) {
    this.consumer = consumer;
    this.counts = counts;
  }

  /** The partition rests until the cluster has said what it has. */
  void onLost(TopicReading reading, LostPosition lost) {
    TopicPartition partition = lost.partition();
    if (lost.offset() != reading.position(partition).offset()) {
      // The consumer says late what it found out before it was sent elsewhere.
      consumer.seek(partition, reading.position(partition));
      return;
    }
    reading.lostPositions().put(partition, lost);
    consumer.pause(List.of(partition));
    if (lost.isUnknown()) {
      reading.forgetEpoch(partition.partition());
    }
    if (lost.divergent().isEmpty()) {
      // or the consumer would ask the leader for it again and again, and fail each poll
      consumer.seek(partition, new OffsetAndMetadata(lost.offset()));
    }
  }

  /** The topic is sure: tells what is lost of it and goes on behind that, unless it may come. */
  void onBounds(
      TopicReading reading, TopicPartition partition, Topics.Bounds bounds, long nowNanos) {
    LostPosition lost = reading.lostPositions().get(partition);
    if (lost == null || lost.isWaiting(bounds, nowNanos)) {
      return;
    }
    reading.lostPositions().remove(partition);
    for (Gap gap : lost.gaps(bounds)) {
      tell(reading, gap);
    }
    if (!reading.streams().isEmpty()) {
      consumer.seek(partition, reading.position(partition));
      consumer.resume(List.of(partition));
    }
  }

  private void tell(TopicReading reading, Gap gap) {
    for (OpenStream stream : reading.streams()) {
      counts.gap(stream.stream, gap.reason());
    }
    LOG.warn(
        "event=gap topic={} partition={} from={} to={} reason={}",
        reading.topic,
        gap.partition(),
        gap.from(),
        gap.to(),
        gap.reason().id());
    reading.pass(gap);
  }
}
