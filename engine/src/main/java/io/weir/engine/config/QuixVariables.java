package io.weir.engine.config;

import io.weir.engine.config.schema.DotEnv;
import io.weir.engine.config.schema.Origin;
import io.weir.engine.config.schema.Parsed;
import io.weir.engine.config.schema.Problem;
import io.weir.engine.config.schema.Reading;
import io.weir.engine.config.schema.Tree;
import io.weir.engine.config.schema.YamlFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The variables by which Quix's WebSocket Destination is configured, in the place of a settings
 * file: one listener, for the topic of {@code input}, which is created if it is missing. One that
 * is not set becomes a key without a value: a problem, unless a layer above sets that key.
 *
 * @param set those that are set, and not empty; {@code input} is among them
 */
record QuixVariables(Map<String, Tree.Text> set) {
  static final String INPUT = "input";
  static final String BROKER = "Quix__Broker__Address";
  static final String CLOUD = "Quix__Sdk__Token";

  private static final String LISTENER = "{name: quix, address: '0.0.0.0:80', dialect: quix}";
  private static final String STREAM = "{create: true}";

  QuixVariables {
    set = Map.copyOf(set);
  }

  /** Of the environment, and below it the file of variables; empty if no topic is named. */
  static Optional<QuixVariables> read(Sources sources, Reading reading) {
    if (sources.dotEnv().isEmpty()) {
      return Optional.empty();
    }
    Reading aside = new Reading(Map.of());
    Map<String, Tree.Text> set =
        new HashMap<>(DotEnv.read(sources.dotEnv().get(), sources.environment(), aside));
    sources
        .environment()
        .forEach(
            (name, value) -> set.merge(name, variable(name, value), QuixVariables::unlessEmpty));
    set.values().removeIf(text -> text.value().isEmpty());
    if (!set.containsKey(INPUT)) {
      return Optional.empty(); // And whatever is wrong with the file is not Weir's affair.
    }
    aside.problems().forEach(reading::add);
    return Optional.of(new QuixVariables(set).checked(reading));
  }

  private static Tree.Text variable(String name, String value) {
    return new Tree.Text(new Origin.Variable(name), value);
  }

  private static Tree.Text unlessEmpty(Tree.Text entry, Tree.Text variable) {
    return variable.value().isEmpty() ? entry : variable;
  }

  /** Tells what no key is wrong with, and puts something right in the place of a wrong topic. */
  private QuixVariables checked(Reading reading) {
    find(CLOUD)
        .ifPresent(
            token ->
                reading.problem(
                    token.origin(),
                    "",
                    "Weir does not go through Quix Cloud: unset it, and set "
                        + BROKER
                        + " to your Kafka's brokers, such as kafka-1:9092, and"
                        + " WEIR_KAFKA_PROPERTIES_… to what they ask for"));
    Tree.Text topic = find(INPUT).orElseThrow();
    if (Scalars.TOPIC.parse().apply(topic.value()) instanceof Parsed.Unfit<String>(String reason)) {
      reading.add(new Problem(topic.origin(), "", Optional.of(topic.value()), reason));
      Map<String, Tree.Text> right = new HashMap<>(set);
      right.put(INPUT, new Tree.Text(topic.origin(), INPUT));
      return new QuixVariables(right);
    }
    return this;
  }

  /** As a settings file would say it. */
  Tree tree() {
    Tree.Text topic = find(INPUT).orElseThrow();
    Tree.Mapping none = Tree.empty(topic.origin());
    Tree stream = none.over(YamlFile.builtIn(STREAM));
    Tree listener =
        none.with(ListenerSettings.STREAM.name(), topic).over(YamlFile.builtIn(LISTENER));
    Tree listeners = new Tree.Sequence(topic.origin(), List.of(listener));
    return none.with(SettingsTable.LISTENERS.name(), listeners)
        .with(SettingsTable.STREAMS.name(), none.with(topic.value(), stream))
        .with("kafka", none.with(KafkaSettings.BOOTSTRAP_SERVERS.name(), value(BROKER)))
        .with(SettingsTable.ACCESS.name(), none.with(AccessKeys.BASIC.name(), pair(none)));
  }

  /** The names that the pair had until 2025 are common ones: they count as a pair only. */
  private Tree pair(Tree.Mapping none) {
    boolean renamed = set.containsKey("WS_USERNAME") || set.containsKey("WS_PASSWORD");
    boolean old = !renamed && set.containsKey("USERNAME") && set.containsKey("PASSWORD");
    String prefix = old ? "" : "WS_";
    return none.with(AccessKeys.USER.name(), value(prefix + "USERNAME"))
        .with(AccessKeys.PASSWORD.name(), value(prefix + "PASSWORD"));
  }

  private Optional<Tree.Text> find(String name) {
    return Optional.ofNullable(set.get(name));
  }

  private Tree value(String name) {
    return find(name)
        .<Tree>map(text -> text)
        .orElseGet(() -> new Tree.Nothing(new Origin.Unset(name, INPUT)));
  }

  /** Some are secret. */
  @Override
  public String toString() {
    return "QuixVariables[" + find(INPUT).map(Tree.Text::value).orElse("") + "]";
  }
}
