package io.weir.engine.config;

import io.weir.engine.config.schema.Origin;
import io.weir.engine.config.schema.Reading;
import io.weir.engine.config.schema.Tree;
import java.util.List;
import java.util.Optional;

/** Lays the command line over a tree. */
record Flags(Reading reading) {
  private static final String LISTENERS = SettingsTable.LISTENERS.name();

  Tree over(Tree tree, Overrides overrides) {
    if (!(tree instanceof Tree.Mapping root)) {
      return tree;
    }
    root = set(root, "admin", "address", "--admin", overrides.admin());
    root = set(root, "kafka", "bootstrap.servers", "--kafka", overrides.kafka());
    root = set(root, "kafka", "address", "--kafka-address", overrides.kafkaAddress());
    root = set(root, "kafka", "data", "--data", overrides.data());
    for (String stream : overrides.streams()) {
      root = stream(root, stream);
    }
    return overrides.listen().isPresent() ? listen(root, overrides.listen().get()) : root;
  }

  private static Tree.Mapping set(
      Tree.Mapping root, String section, String key, String flag, Optional<String> value) {
    return value
        .map(text -> new Tree.Text(new Origin.Flag(flag), text))
        .flatMap(text -> mapping(root, section, text.origin()).map(m -> m.with(key, text)))
        .map(changed -> root.with(section, changed))
        .orElse(root);
  }

  /** The section as a mapping; empty: something else is written there, which is a problem. */
  private static Optional<Tree.Mapping> mapping(Tree.Mapping root, String section, Origin origin) {
    Tree tree = root.find(section).orElseGet(() -> new Tree.Nothing(origin));
    return switch (tree) {
      case Tree.Mapping mapping -> Optional.of(mapping);
      case Tree.Nothing nothing -> Optional.of(Tree.empty(origin));
      case Tree.Text text -> Optional.empty();
      case Tree.Sequence sequence -> Optional.empty();
    };
  }

  private static Tree.Mapping stream(Tree.Mapping root, String text) {
    Origin flag = new Origin.Flag("--stream");
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    Optional<Tree.Mapping> streams = mapping(root, SettingsTable.STREAMS.name(), flag);
    Optional<Tree.Mapping> stream = streams.flatMap(all -> mapping(all, name, flag));
    if (streams.isEmpty() || stream.isEmpty()) {
      return root;
    }
    Tree.Mapping changed =
        equals < 0
            ? stream.get()
            : stream
                .get()
                .with(StreamKeys.TOPIC.name(), new Tree.Text(flag, text.substring(equals + 1)));
    return root.with(SettingsTable.STREAMS.name(), streams.get().with(name, changed));
  }

  /** Moves the sole listener; without any, there is one now: native, named {@code public}. */
  private Tree.Mapping listen(Tree.Mapping root, String text) {
    Tree.Text address = new Tree.Text(new Origin.Flag("--listen"), text);
    Tree listeners = root.find(LISTENERS).orElseGet(() -> new Tree.Nothing(address.origin()));
    return switch (listeners) {
      case Tree.Sequence sequence when sequence.items().size() > 1 -> {
        reading.problem(
            address.origin(),
            LISTENERS,
            ("%d listeners are declared and this flag moves a sole one: change their addresses in"
                    + " the file, or by WEIR_LISTENERS_NAME_ADDRESS")
                .formatted(sequence.items().size()));
        yield root;
      }
      case Tree.Sequence sequence when !sequence.items().isEmpty() ->
          root.with(LISTENERS, moved(sequence, sequence.items().getFirst(), address));
      case Tree.Sequence none -> root.with(LISTENERS, sole(address));
      case Tree.Nothing nothing -> root.with(LISTENERS, sole(address));
      case Tree.Text wrong -> root;
      case Tree.Mapping wrong -> root;
    };
  }

  private static Tree moved(Tree.Sequence all, Tree listener, Tree.Text address) {
    Tree changed =
        listener instanceof Tree.Mapping mapping
            ? mapping.with(ListenerSettings.ADDRESS.name(), address)
            : listener;
    return new Tree.Sequence(all.origin(), List.of(changed));
  }

  private static Tree sole(Tree.Text address) {
    Tree.Text name = new Tree.Text(address.origin(), "public");
    Tree.Mapping listener =
        Tree.empty(address.origin())
            .with(ListenerSettings.NAME.name(), name)
            .with(ListenerSettings.ADDRESS.name(), address);
    return new Tree.Sequence(address.origin(), List.of(listener));
  }
}
