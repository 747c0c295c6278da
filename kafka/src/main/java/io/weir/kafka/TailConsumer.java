package io.weir.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A tail's consumer, made when it is first needed: its constructor fails while no bootstrap address
 * resolves. Thread: the tail, but for {@link #wakeup}.
 */
final class TailConsumer {
  private final Map<String, Object> properties;
  private final MetadataChanges changes = new MetadataChanges();
  private final Set<TopicPartition> assigned = new HashSet<>();
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

  TailConsumer(Map<String, Object> properties) {
    this.properties = properties;
  }

  /**
   * Makes the consumer unless it is there.
   *
   * @throws KafkaException if that cannot be done, now or with these settings
   */
  KafkaConsumer<byte[], byte[]> open() {
    KafkaConsumer<byte[], byte[]> known = consumer;
    if (known == null) {
      known = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), changes);
      consumer = known;
    }
    return known;
  }

  /** Makes a running poll, or else the next one, return. Any thread. */
  void wakeup() {
    KafkaConsumer<byte[], byte[]> known = consumer;
    if (known != null) {
      known.wakeup();
    }
  }

  boolean isAssigned() {
    return !assigned.isEmpty();
  }

  /** Begins to read at these offsets. The others go on where they are. */
  void add(Map<TopicPartition, OffsetAndMetadata> positions) {
    KafkaConsumer<byte[], byte[]> known = open();
    assigned.addAll(positions.keySet());
    known.assign(assigned);
    positions.forEach(known::seek);
  }

  void remove(Collection<TopicPartition> partitions) {
    assigned.removeAll(partitions);
    open().assign(assigned);
  }

  void pause(Collection<TopicPartition> partitions) {
    open().pause(partitions);
  }

  void resume(Collection<TopicPartition> partitions) {
    open().resume(partitions);
  }

  /** Goes on there, once the leader has confirmed the position if it has an epoch (KIP-320). */
  void seek(TopicPartition partition, OffsetAndMetadata position) {
    open().seek(partition, position);
  }

  /** What was read; empty also if the poll was woken. */
  ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
    try {
      return open().poll(atMost);
    } catch (WakeupException e) {
      return ConsumerRecords.empty();
    }
  }

  /** Whether the cluster told something about topics since the last call. */
  boolean metadataChanged() {
    return changes.take();
  }

  /** How many records of this partition are still to be read, as far as is known. */
  long lag(TopicPartition partition) {
    try {
      return open().currentLag(partition).orElse(0);
    } catch (WakeupException e) {
      return 0;
    }
  }

  void close(Duration deadline) {
    KafkaConsumer<byte[], byte[]> known = consumer;
    if (known != null) {
      known.close(CloseOptions.timeout(deadline));
    }
  }
}
