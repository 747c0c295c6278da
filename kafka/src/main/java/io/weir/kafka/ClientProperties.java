package io.weir.kafka;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** What Weir's Kafka clients are configured with, and what nobody else may configure. */
final class ClientProperties {
  /** After how long without a heartbeat a member of a group counts as dead. */
  static final int SESSION_MILLIS = 6_000;

  private static final String READING = "Weir keeps its own positions in a stream";
  private static final String COMMITTED = "Weir delivers committed records only";
  private static final String OWNING = "Weir decides how soon another node takes a link over";
  private static final String WRITING = "an acknowledgement means every in-sync replica has it";
  private static final String BYTES = "Weir reads and writes bytes as they are";

  private ClientProperties() {}

  static final Map<String, String> OWNED = owned();

  private static Map<String, String> owned() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("bootstrap.servers", "it stands one level up: kafka.bootstrap.servers");
    all.put("isolation.level", COMMITTED);
    all.put("auto.offset.reset", "a position that is lost is told, never skipped in silence");
    all.put("enable.auto.commit", READING);
    all.put("group.id", READING);
    all.put("group.instance.id", READING);
    all.put("group.protocol", READING);
    all.put("partition.assignment.strategy", READING);
    all.put("session.timeout.ms", OWNING);
    all.put("heartbeat.interval.ms", OWNING);
    all.put("max.poll.interval.ms", OWNING);
    all.put("allow.auto.create.topics", "a stream says whether its topic is made: create: true");
    all.put("acks", WRITING);
    all.put("enable.idempotence", WRITING);
    all.put("retries", WRITING);
    all.put("delivery.timeout.ms", WRITING);
    all.put("max.block.ms", WRITING);
    all.put("max.in.flight.requests.per.connection", WRITING);
    all.put("transactional.id", WRITING);
    all.put("key.serializer", BYTES);
    all.put("value.serializer", BYTES);
    all.put("key.deserializer", BYTES);
    all.put("value.deserializer", BYTES);
    all.put("interceptor.classes", BYTES);
    return Map.copyOf(all);
  }

  /** What Kafka does not know may be anything; and a URL may have a password in it. */
  static boolean isHarmless(String property) {
    Map<String, ConfigDef.ConfigKey> known = ConsumerConfig.configDef().configKeys();
    ConfigDef.ConfigKey key = known.get(property);
    return key != null && key.type() != ConfigDef.Type.PASSWORD && !property.endsWith(".url");
  }

  /** Of the consumer of one tail. */
  static Map<String, Object> tail(KafkaSettings settings, String clientId) {
    return consumer(settings, clientId, 4 << 20, 1 << 20);
  }

  /** Of the consumer of one reader: the past comes in large pieces. */
  static Map<String, Object> reader(KafkaSettings settings, String clientId) {
    return consumer(settings, clientId, 8 << 20, 4 << 20);
  }

  private static Map<String, Object> consumer(
      KafkaSettings settings, String clientId, int fetchBytes, int partitionFetchBytes) {
    Map<String, Object> all = common();
    all.put("max.poll.records", "5000");
    // Bounds what a tail holds beside the batch in hand: one response for each broker.
    all.put("fetch.max.bytes", Integer.toString(fetchBytes));
    all.put("max.partition.fetch.bytes", Integer.toString(partitionFetchBytes));
    all.put("fetch.min.bytes", "1");
    // A broker answers a connection's requests one after the other, so what a stream needs when it
    // is opened waits for the fetches of the others that are running: three times at most.
    all.put("fetch.max.wait.ms", "100");
    all.put("receive.buffer.bytes", "-1");
    all.putAll(settings.properties());
    all.put("bootstrap.servers", settings.bootstrapServers());
    all.put("client.id", clientId);
    all.put("isolation.level", "read_committed");
    all.put("auto.offset.reset", "none");
    all.put("enable.auto.commit", "false");
    all.put("allow.auto.create.topics", "false");
    return all;
  }

  /**
   * Of a member of a group, which reads nothing. Brokers take no session shorter than 6 s by
   * default; with a heartbeat every 2 s a dead node's group is another's within 8 s. A member that
   * is not stepped for as long as a session is no better than dead.
   */
  static Map<String, Object> member(KafkaSettings settings, String clientId, String group) {
    Map<String, Object> all = consumer(settings, clientId, 1 << 20, 1 << 20);
    all.put("group.id", group);
    all.put("group.protocol", "classic");
    all.put("partition.assignment.strategy", List.of(WholeAssignor.class));
    all.put("session.timeout.ms", Integer.toString(SESSION_MILLIS));
    all.put("heartbeat.interval.ms", "2000");
    all.put("max.poll.interval.ms", Integer.toString(SESSION_MILLIS));
    all.put("metadata.max.age.ms", "10000");
    return all;
  }

  /** Of the admin client. */
  static Map<String, Object> admin(KafkaSettings settings) {
    Map<String, Object> all = common();
    all.put("request.timeout.ms", "5000");
    all.put("default.api.timeout.ms", "10000");
    all.putAll(settings.properties());
    all.put("bootstrap.servers", settings.bootstrapServers());
    all.put("client.id", "weir-admin");
    return all;
  }

  private static Map<String, Object> common() {
    Map<String, Object> all = new HashMap<>();
    all.put("metric.reporters", "");
    all.put("enable.metrics.push", "false");
    // A Kafka that is back should be noticed within a second or so.
    all.put("reconnect.backoff.ms", "50");
    all.put("reconnect.backoff.max.ms", "1000");
    return all;
  }
}
