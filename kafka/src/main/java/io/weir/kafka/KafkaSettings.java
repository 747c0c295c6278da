package io.weir.kafka;

import java.util.Map;

/**
 * How Weir reaches Kafka.
 *
 * @param bootstrapServers {@code HOST:PORT,…}
 * @param properties anything else that a Kafka client takes, but for {@link
 *     KafkaLog#OWNED_PROPERTIES}
 * @param tails how many threads read; 1 or more
 * @param createAll whether a topic that is missing is created although its stream does not say so:
 *     true for the embedded Kafka
 */
public record KafkaSettings(
    String bootstrapServers, Map<String, String> properties, int tails, boolean createAll) {

  public KafkaSettings {
    properties = Map.copyOf(properties);
    if (tails < 1) {
      throw new IllegalArgumentException("tails=" + tails + ": at least one thread has to read");
    }
  }
}
