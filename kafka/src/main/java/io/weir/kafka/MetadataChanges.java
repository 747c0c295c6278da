package io.weir.kafka;

import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Hears of every answer that the consumer gets about topics (KIP-78): the only sign, before the
 * records come, that a topic may be another one of the same name. Passed to the consumer as its
 * deserializer, which is how it takes listeners. Thread: the tail, within a poll.
 */
final class MetadataChanges extends ByteArrayDeserializer implements ClusterResourceListener {
  private boolean changed;

  @Override
  public void onUpdate(ClusterResource cluster) {
    changed = true;
  }

  /** Whether there was one since the last call. */
  boolean take() {
    boolean was = changed;
    changed = false;
    return was;
  }
}
