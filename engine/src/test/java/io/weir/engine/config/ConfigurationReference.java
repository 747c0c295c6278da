package io.weir.engine.config;

import io.weir.engine.config.schema.Fork;
import io.weir.engine.config.schema.Key;
import io.weir.engine.config.schema.ListOf;
import io.weir.engine.config.schema.MapOf;
import io.weir.engine.config.schema.PairsOf;
import io.weir.engine.config.schema.Scalar;
import io.weir.engine.config.schema.Table;
import io.weir.engine.config.schema.Type;
import io.weir.engine.config.schema.VariableName;
import io.weir.engine.config.schema.WordOr;
import java.util.List;
import java.util.Map;

/** Writes {@code docs/configuration.md} from the tables that settings are read with. */
final class ConfigurationReference {
  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Generated from the settings' own tables: mvn -pl engine -am test -Dtest=ConfigurationReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dreference=write -->

      Weir runs without any settings. Whatever is set comes from four layers, and the higher wins:

      1. flags: `weir start --listen 0.0.0.0:8080`
      2. the environment: `WEIR_LISTENERS_PUBLIC_ADDRESS=0.0.0.0:8080`
      3. the file: `weir start -c weir.yaml`
      4. the defaults below

      Without a file, `weir start` and `weir check` take the variables of Quix's WebSocket Destination in its \
      place, if `input` is among them: [moving.md](moving.md).

      `weir check -c weir.yaml` reports everything that is wrong, with line and column, looks at \
      the certificates of listeners too, and opens nothing. \
      Unknown keys and unknown `WEIR_…` variables are errors, so a slip does not pass for a default. \
      `weir check -c weir.yaml --print` prints what is in effect, and from where: see [operations.md](operations.md#start).

      ```yaml
      kafka:
        bootstrap.servers: kafka-1:9092,kafka-2:9092
        properties: {security.protocol: SSL}
      listeners:
        - {name: public, address: "0.0.0.0:8080", origins: ["https://app.example.com"]}
      streams:
        trucks:
        prices: {topic: prices.v2, create: true, out: false}
      links:
        - {accept: /live/prices, out: prices}
        - {name: partner, dial: "wss://gateway.example.com", out: trucks, headers: {Authorization: "Bearer ${TOKEN:change-me}"}}
      access:
        basic: {user: "${WS_USERNAME:weir}", password: "${WS_PASSWORD:change-me}"}
      ```

      ## How values are written

      | kind | form |
      | --- | --- |
      | duration | a whole number and `ms`, `s`, `m`, `h` or `d`: `500ms`, `15s` |
      | size | a whole number and `B`, `KiB`, `MiB` or `GiB`: `64KiB` |
      | address | `HOST:PORT`, `[::1]:8080`; `0.0.0.0:8080` is every address of the machine, port 0 any free port |
      | `${VAR}`, `${VAR:default}` | in the file: an environment variable; empty counts as not set |
      | `${file:/run/secrets/x}` | in the file: what another file holds, without the newline at its end |
      | `$${` | in the file: `${` itself |

      Secrets are never shown: not in problems, not in logs.

      ## Environment variables

      A variable is `WEIR_` and the key's path in capitals, with `_` for whatever is neither letter nor digit: \
      `drain.spread` is `WEIR_DRAIN_SPREAD`. Entries of lists and maps go by their names: \
      the listener `public` has `WEIR_LISTENERS_PUBLIC_ADDRESS`, the stream `big.trucks` has `WEIR_STREAMS_BIG_TRUCKS_TOPIC`. \
      A name that is not declared yet is declared by its variable, in lower case and with `-` for `_`. \
      If the names of two entries look the same in capitals, the first is meant. \
      A list of plain values is written with commas. Values are taken as they are, without placeholders; an empty variable counts as not set. \
      Two variables that exclude each other, such as `WEIR_ACCESS` and `WEIR_ACCESS_BASIC_USER`, are an error. \
      What Kubernetes and Docker set for a service that is called `weir` (`WEIR_SERVICE_HOST`, `WEIR_PORT_80_TCP`, …) is left alone.

      ## Flags

      | flag | key |
      | --- | --- |
      | `--listen ADDRESS` | `address` of the sole listener; if none is declared, of a listener `public` |
      | `--admin ADDRESS` | `admin.address` |
      | `--kafka HOST:PORT,…` | `kafka.bootstrap.servers` |
      | `--kafka-address ADDRESS` | `kafka.address` |
      | `--data DIR` | `kafka.data` |
      | `--stream NAME[=TOPIC]` | an entry of `streams`, and its `topic`; repeatable |

      ## Keys
      """;

  private final StringBuilder page = new StringBuilder(INTRODUCTION);

  static String page() {
    ConfigurationReference reference = new ConfigurationReference();
    reference.table(SettingsTable.of(Map.of()), "", SettingsReader.PREFIX);
    return reference.page.toString();
  }

  private void table(Table<?> table, String path, String variable) {
    List<Key<?>> rows = table.keys().stream().filter(key -> !isSection(key.type())).toList();
    if (!rows.isEmpty()) {
      page.append("\n| key | value | left out | variable | meaning |\n");
      page.append("| --- | --- | --- | --- | --- |\n");
      rows.forEach(key -> row(key, path, below(variable, key)));
    }
    for (Key<?> key : table.keys()) {
      if (isSection(key.type())) {
        section(key, path, below(variable, key));
      }
    }
  }

  private static boolean isSection(Type<?> type) {
    return switch (type) {
      case Scalar<?> scalar -> false;
      case ListOf<?> list -> isSection(list.item());
      case MapOf<?> map -> isSection(map.value());
      case Table<?> table -> true;
      case WordOr<?> either -> true;
      case PairsOf<?> pairs -> false;
      case Fork<?> fork -> true;
    };
  }

  /** "": variables cannot set it. */
  private static String below(String variable, Key<?> key) {
    return variable.isEmpty() ? "" : variable + "_" + VariableName.of(key.name());
  }

  private void row(Key<?> key, String path, String variable) {
    boolean settable = !variable.isEmpty() && !variable.endsWith("_NAME_NAME");
    String suffix = key.type() instanceof MapOf || key.type() instanceof PairsOf ? "_…" : "";
    String name = settable ? "`" + variable + suffix + "`" : "";
    String line =
        "| `%s` | %s | %s | %s | %s |\n"
            .formatted(path + key.name(), form(key.type()), key.otherwise(), name, key.meaning());
    page.append(line);
  }

  private static String form(Type<?> type) {
    return (type instanceof Scalar<?> scalar && scalar.secret() ? "secret text" : type.form())
        .replace("|", "\\|");
  }

  private void section(Key<?> key, String path, String variable) {
    String below = path + key.name();
    String heading = below + suffix(key.type());
    page.append("\n### `").append(heading).append("`\n\n").append(key.meaning());
    if (!key.otherwise().isEmpty()) {
      page.append(" Left out: ").append(key.otherwise()).append('.');
    }
    page.append('\n');
    switch (key.type()) {
      case Table<?> table -> table(table, below + ".", variable);
      case WordOr<?> either -> table(either.table(), below + ".", variable);
      case ListOf<?> list -> items(list.item(), heading, variable);
      case MapOf<?> map -> table((Table<?>) map.value(), heading + ".", variable + "_NAME");
      case Fork<?> fork -> throw new AssertionError("not below a key: " + heading);
      case PairsOf<?> pairs -> throw new AssertionError("not a section: " + pairs);
      case Scalar<?> scalar -> throw new AssertionError("not a section: " + scalar);
    }
  }

  private void items(Type<?> item, String heading, String variable) {
    switch (item) {
      case Table<?> table -> table(table, heading + ".", variable + "_NAME");
      case WordOr<?> either -> table(either.table(), heading + ".", "");
      case Fork<?> fork -> {
        items(fork.without(), heading, variable);
        page.append("\n#### `").append(heading).append("` with `").append(fork.key()).append("`\n");
        items(fork.with(), heading, variable);
      }
      default -> throw new AssertionError("no table: " + item);
    }
  }

  private static String suffix(Type<?> type) {
    return switch (type) {
      case ListOf<?> list -> "[]";
      case MapOf<?> map -> ".NAME";
      case Table<?> table -> "";
      case WordOr<?> either -> "";
      case Fork<?> fork -> "";
      case PairsOf<?> pairs -> "";
      case Scalar<?> scalar -> "";
    };
  }
}
