package io.weir.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A member of a consumer group that reads nothing: its partitions are paused from the moment that
 * they are assigned. It commits, and it knows how long the coordinator has been silent. Thread: the
 * claims'.
 */
final class GroupConsumer {
  private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(1);
  private final AtomicInteger groupSize = new AtomicInteger(1);
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final @Nullable Metric heartbeats;
  private Object lastHeartbeats = 0;
  private long heardNanos;

  GroupConsumer(KafkaSettings settings, String clientId, String group) {
    Map<String, Object> properties =
        new HashMap<>(ClientProperties.member(settings, clientId, group));
    properties.put(WholeAssignor.SIZE, groupSize);
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    heartbeats =
        consumer.metrics().entrySet().stream()
            .filter(each -> each.getKey().name().equals("heartbeat-total"))
            .map(each -> (Metric) each.getValue())
            .findFirst()
            .orElse(null);
  }

  /**
   * @param onRevoked what was assigned is not any more
   */
  void subscribe(String topic, Runnable onRevoked) {
    consumer.subscribe(
        List.of(topic),
        new ConsumerRebalanceListener() {
          @Override
          public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // A place anywhere, or the consumer would ask for one; nothing is read from there.
            partitions.forEach(partition -> consumer.seek(partition, 0));
            consumer.pause(partitions);
            heardNanos = System.nanoTime();
          }

          @Override
          public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            onRevoked.run();
          }
        });
  }

  /** One step of whatever the group needs; waits for nothing. */
  void poll(long nowNanos) {
    consumer.poll(Duration.ZERO);
    Object count = heartbeats == null ? 0 : heartbeats.metricValue();
    if (!count.equals(lastHeartbeats)) {
      lastHeartbeats = count;
      heardNanos = nowNanos;
    }
  }

  boolean isAssigned() {
    return !consumer.assignment().isEmpty();
  }

  /** Whether the coordinator has been silent for as long, and somebody else could take over. */
  boolean isCutOff(long nowNanos, Duration silence) {
    return groupSize.get() > 1 && nowNanos - heardNanos >= silence.toNanos();
  }

  void commit(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback done) {
    consumer.commitAsync(offsets, done);
  }

  /** Commits and waits for it, but not longer than a second. */
  void commitLast(Map<TopicPartition, OffsetAndMetadata> offsets) {
    consumer.commitSync(offsets, CLOSE_AT_MOST);
  }

  /** Leaves the group, so that another member has the partitions at once. */
  void leave() {
    consumer.close(CloseOptions.timeout(CLOSE_AT_MOST));
  }

  /** As if the process had died: the group finds out when the session has ended. */
  void abandon() {
    consumer.close(
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP)
            .withTimeout(Duration.ZERO));
  }
}
