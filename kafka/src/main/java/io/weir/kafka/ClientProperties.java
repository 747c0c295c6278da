package io.weir.kafka;

import io.weir.engine.config.ByteSize;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** What Weir's Kafka clients are configured with, and what nobody else may configure. */
final class ClientProperties {
  /** After how long without a heartbeat a member of a group counts as dead. */
  static final int SESSION_MILLIS = 6_000;

  private static final String READING = "Weir keeps its own positions in a stream";
  private static final String COMMITTED = "Weir delivers committed records only";
  private static final String OWNING = "Weir decides how soon another node takes a link over";
  private static final String WRITING = "an acknowledgement means every in-sync replica has it";
  private static final String SIZE = "it follows from the largest message that Weir takes";
  private static final String ORDER = "records with the same key stay in order";
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
    all.put("max.request.size", SIZE);
    all.put("buffer.memory", SIZE);
    all.put("partitioner.class", ORDER);
    all.put("partitioner.ignore.keys", ORDER);
    all.put("key.serializer", BYTES);
    all.put("value.serializer", BYTES);
    all.put("key.deserializer", BYTES);
    all.put("value.deserializer", BYTES);
    all.put("interceptor.classes", BYTES);
    return Map.copyOf(all);
  }

  private static final ConfigDef TAIL = ConsumerConfig.configDef();
  private static final ConfigDef WRITER = ProducerConfig.configDef();
  private static final ConfigDef ADMIN = AdminClientConfig.configDef();

  /** What Kafka does not know may be anything; and a URL may have a password in it. */
  static boolean isHarmless(String property) {
    ConfigDef.ConfigKey key =
        Stream.of(TAIL, WRITER, ADMIN)
            .map(def -> def.configKeys().get(property))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
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
    all.putAll(settings(settings, TAIL));
    all.put("bootstrap.servers", settings.bootstrapServers());
    all.put("client.id", clientId);
    all.put("isolation.level", "read_committed");
    all.put("auto.offset.reset", "none");
    all.put("enable.auto.commit", "false");
    all.put("allow.auto.create.topics", "false");
    return all;
  }

  /**
   * Of the writer's producer.
   *
   * @param maxRecord the largest record that it is handed, headers included
   */
  static Map<String, Object> producer(KafkaSettings settings, String clientId, ByteSize maxRecord) {
    Map<String, Object> all = common();
    all.put("linger.ms", "5");
    all.put("batch.size", Integer.toString(256 << 10));
    all.putAll(settings(settings, WRITER));
    all.put("bootstrap.servers", settings.bootstrapServers());
    all.put("client.id", clientId);
    all.put("acks", "all");
    all.put("enable.idempotence", "true");
    all.put("retries", Integer.toString(Integer.MAX_VALUE));
    all.put("delivery.timeout.ms", Integer.toString(Integer.MAX_VALUE));
    // Whoever waits for metadata or memory is the writer, which serves the other topics meanwhile.
    all.put("max.block.ms", "0");
    // What follows a batch that is refused must not have been sent yet: see Verdict.Innocent.
    all.put("max.in.flight.requests.per.connection", "1");
    // What Kafka adds to a record, and what a request has beside its records.
    long request = Math.max(4 << 20, maxRecord.bytes() + (64 << 10));
    all.put("max.request.size", Long.toString(Math.min(request, Integer.MAX_VALUE)));
    all.put("buffer.memory", Long.toString(Math.max(32 << 20, 2 * request)));
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
    all.putAll(settings(settings, ADMIN));
    all.put("bootstrap.servers", settings.bootstrapServers());
    all.put("client.id", "weir-admin");
    return all;
  }

  /**
   * What the settings say to this kind of client. What only others of Kafka's clients understand is
   * left out, or this one would warn of it; what none of them knows may be for a plug-in.
   */
  private static Map<String, String> settings(KafkaSettings settings, ConfigDef client) {
    Map<String, String> own = new HashMap<>(settings.properties());
    for (ConfigDef other : List.of(TAIL, WRITER, ADMIN)) {
      own.keySet().removeIf(name -> knows(other, name) && !knows(client, name));
    }
    return own;
  }

  private static boolean knows(ConfigDef client, String property) {
    return client.configKeys().containsKey(property);
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
