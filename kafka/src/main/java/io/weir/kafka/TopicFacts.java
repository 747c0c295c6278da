package io.weir.kafka;

import java.util.function.Function;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.jspecify.annotations.Nullable;

/**
 * What a writer has to know of a topic.
 *
 * @param minInSync so many replicas have an acknowledged record at least
 * @param compacted whether a record has to have a key
 * @param maxMessageBytes of a record, or of several that were compressed together
 * @param maxBeforeMillis how far a timestamp may lie before the broker's clock
 * @param maxAfterMillis how far behind it
 */
record TopicFacts(
    int replication,
    int minInSync,
    boolean compacted,
    long maxMessageBytes,
    long maxBeforeMillis,
    long maxAfterMillis) {

  /** Kafka's own default. */
  private static final long MAX_MESSAGE_BYTES = 1_048_588;

  /** Of a topic that Weir may not see the configuration of: as if nobody had changed it. */
  static TopicFacts unconfigured(TopicDescription topic) {
    long any = Long.MAX_VALUE;
    return new TopicFacts(
        replication(topic), Integer.MAX_VALUE, false, MAX_MESSAGE_BYTES, any, any);
  }

  static TopicFacts of(TopicDescription topic, Config config) {
    boolean sendersTime = !"LogAppendTime".equals(text(config, "message.timestamp.type"));
    Function<String, Long> bound =
        name -> sendersTime ? number(config, name) : (Long) Long.MAX_VALUE;
    return new TopicFacts(
        replication(topic),
        (int) Math.min(Integer.MAX_VALUE, number(config, "min.insync.replicas")),
        text(config, "cleanup.policy").contains("compact"),
        number(config, "max.message.bytes"),
        bound.apply("message.timestamp.before.max.ms"),
        bound.apply("message.timestamp.after.max.ms"));
  }

  private static int replication(TopicDescription topic) {
    return topic.partitions().stream().mapToInt(each -> each.replicas().size()).max().orElse(0);
  }

  private static String text(Config config, String name) {
    var entry = config.get(name);
    @Nullable String value = entry == null ? null : entry.value();
    return value == null ? "" : value;
  }

  /** Older brokers do not have all of them. */
  private static long number(Config config, String name) {
    String text = text(config, name);
    return text.isEmpty() ? Long.MAX_VALUE : Long.parseLong(text);
  }

  /** Whether a record is acknowledged that one broker alone may have. */
  boolean isFragile() {
    return replication > 1 && minInSync == 1;
  }
}
