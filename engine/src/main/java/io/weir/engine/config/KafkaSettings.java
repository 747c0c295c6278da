package io.weir.engine.config;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.MapOf;
import io.weir.engine.config.schema.Parsed;
import io.weir.engine.config.schema.Placed;
import io.weir.engine.config.schema.Scalar;
import io.weir.engine.config.schema.Table;
import io.weir.engine.config.schema.Values;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The Kafka that streams live in.
 *
 * @param bootstrapServers where the cluster is; empty: the embedded one is started
 * @param properties what its clients get besides what Weir sets; a value may be a secret
 * @param data the folder of the embedded one, relative to the working directory
 * @param address where the embedded one listens
 */
public record KafkaSettings(
    Optional<String> bootstrapServers, Map<String, Secret> properties, Path data, Address address) {

  static final Key<String> BOOTSTRAP_SERVERS =
      Key.optional(
          "bootstrap.servers",
          Scalar.of(
              "HOST:PORT,HOST:PORT,…, such as kafka-1:9092,kafka-2:9092",
              KafkaSettings::servers,
              Function.identity()),
          "an embedded single-node Kafka",
          "The cluster's brokers to begin with.");

  static final Key<Map<String, Placed<Secret>>> PROPERTIES =
      Key.collection(
          "properties",
          new MapOf<>(
              Scalar.of("a property", KafkaSettings::property, Function.identity()),
              Scalars.PROPERTY,
              "a mapping of Kafka client properties"),
          Map.of(),
          "none",
          "Anything else that a Kafka client takes, such as `security.protocol`, in a variable"
              + " `WEIR_KAFKA_PROPERTIES_SECURITY_PROTOCOL`. What Weir sets itself is refused with"
              + " the reason. Values are never shown.");

  static final Key<Path> DATA =
      Key.of(
          "data",
          Scalars.FOLDER,
          Path.of("data"),
          "The folder of the embedded Kafka, relative to the working directory.");

  static final Key<Address> ADDRESS =
      Key.of(
          "address",
          Scalars.ADDRESS,
          new Address("127.0.0.1", 9092),
          "Where the embedded Kafka listens; port 0 picks a free one.");

  /**
   * The keys of the section.
   *
   * @param owned properties that Weir sets itself, and why
   */
  static Table<KafkaSettings> table(Map<String, String> owned) {
    return Table.of(
        List.of(BOOTSTRAP_SERVERS, PROPERTIES, DATA, ADDRESS), values -> build(values, owned));
  }

  /** What Kafka's clients are made with, secrets in the clear. */
  public Map<String, String> clientProperties() {
    return properties.entrySet().stream()
        .collect(toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().value()));
  }

  private static KafkaSettings build(Values values, Map<String, String> owned) {
    Map<String, Placed<Secret>> properties = values.get(PROPERTIES);
    properties.forEach((name, secret) -> refuseOwned(name, secret, owned, values));
    if (values.has(BOOTSTRAP_SERVERS)) {
      refuseEmbedded(DATA, values);
      refuseEmbedded(ADDRESS, values);
    } else {
      properties.forEach((name, secret) -> refuseSecured(name, secret, values));
    }
    return new KafkaSettings(
        values.find(BOOTSTRAP_SERVERS),
        properties.entrySet().stream()
            .collect(toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().value())),
        values.get(DATA),
        values.get(ADDRESS));
  }

  private static void refuseOwned(
      String name, Placed<Secret> secret, Map<String, String> owned, Values values) {
    if (name.equals(BOOTSTRAP_SERVERS.name())) {
      values.reading().problem(secret.place(), "write it as kafka.bootstrap.servers");
    } else if (owned.containsKey(name)) {
      values.reading().problem(secret.place(), "Weir sets this itself: " + owned.get(name));
    }
  }

  private static void refuseSecured(String name, Placed<Secret> secret, Values values) {
    if (name.matches("(security|sasl|ssl)\\..*")) {
      values
          .reading()
          .problem(
              secret.place(),
              "is for a cluster, and the embedded Kafka is none: set kafka.bootstrap.servers");
    }
  }

  private static void refuseEmbedded(Key<?> key, Values values) {
    if (values.has(key)) {
      values.problem(
          key,
          "is a setting of the embedded Kafka, which is not started because"
              + " kafka.bootstrap.servers is set: remove one of the two");
    }
  }

  private static Parsed<String> property(String name) {
    return name.matches("[A-Za-z0-9._-]+")
        ? Parsed.fits(name)
        : Parsed.unfit("is not the name of a Kafka property");
  }

  private static Parsed<String> servers(String text) {
    List<String> servers = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    boolean valid = servers.stream().map(Address::parse).allMatch(KafkaSettings::isReachable);
    return valid
        ? Parsed.fits(String.join(",", servers))
        : Parsed.unfit("is not a list of brokers: HOST:PORT,HOST:PORT,… with ports from 1");
  }

  private static boolean isReachable(Parsed<Address> parsed) {
    return parsed instanceof Parsed.Fits<Address>(Address address) && address.port() > 0;
  }
}
