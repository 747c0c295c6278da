package io.weir.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings as they are printed: what holds, from where, and no secret. */
final class PrintoutTest {
  private static final String EVERYTHING =
      """
      kafka:
        bootstrap.servers: ${BROKERS:kafka-1:9092}
        properties:
          security.protocol: SASL_SSL
          sasl.jaas.config: 'module required username="u" password="${KAFKA_PASSWORD:hunter1}";'
      listeners:
        - {name: public, address: "0.0.0.0:8080", origins: ["https://app.example.com", "*"]}
        - {name: inner, address: "[::1]:8081"}
      streams:
        trucks:
        prices: {topic: prices.v2, format: text, create: true}
      links:
        - {accept: "/live/it's", out: prices}
      access:
        basic: {user: hunter2, password: "${file:SECRET}"}
      admin: {address: "0.0.0.0:9081", access: {basic: {user: hunter4, password: hunter5}}}
      drain: {spread: 2s}
      """;

  @TempDir Path folder;

  @Test
  void showsDefaultsBehindAHash() {
    List<String> lines =
        Read.nothing().printed(PrintoutTest::nothing).lines().map(PrintoutTest::narrow).toList();

    assertThat(lines)
        .startsWith(
            "kafka:",
            " # bootstrap.servers: an embedded single-node Kafka # default",
            " # properties: none # default",
            " # data: data # default",
            " # address: 127.0.0.1:9092 # default")
        .contains(
            "# listeners:",
            " # - name: public # default",
            " # address: 127.0.0.1:8080 # default",
            "# access: anybody, on loopback addresses only # default",
            "drain:",
            " # spread: 5s # default",
            "# tails: 0 # default");
    assertThat(lines)
        .filteredOn(line -> !line.strip().startsWith("#"))
        .allMatch(line -> line.endsWith(":"));
  }

  @Test
  void showsWhereEachComesFrom() throws Exception {
    Read read =
        everything()
            .environment(
                "BROKERS",
                "kafka-7:9092",
                "KAFKA_PASSWORD",
                "hunter7",
                "WEIR_DRAIN_DELAY",
                "10s",
                "WEIR_LISTENERS_INNER_ADDRESS",
                "[::1]:9999",
                "WEIR_LISTENERS_PUBLIC_ORIGINS",
                "https://a.example,https://b.example",
                "WEIR_STREAMS_EXTRA_TOPIC",
                "extra")
            .overrides(flags("127.0.0.1:9000"));

    assertThat(read.printed(path -> path.endsWith(".protocol")).lines().map(PrintoutTest::narrow))
        .containsSubsequence(
            " bootstrap.servers: kafka-7:9092 # weir.yaml:2:22 ${BROKERS}",
            " security.protocol: SASL_SSL # weir.yaml:4:24",
            " sasl.jaas.config: ••• # weir.yaml:5:23 ${KAFKA_PASSWORD}",
            "listeners:",
            " - name: public # weir.yaml:7:12",
            " address: 0.0.0.0:8080 # weir.yaml:7:29",
            " origins:",
            " - https://a.example # WEIR_LISTENERS_PUBLIC_ORIGINS",
            " - https://b.example # WEIR_LISTENERS_PUBLIC_ORIGINS",
            " # dialect: weir # default",
            " - name: inner # weir.yaml:8:12",
            " address: \"[::1]:9999\" # WEIR_LISTENERS_INNER_ADDRESS",
            "streams:",
            " trucks: # weir.yaml:10:3",
            " # topic: the stream's name # default",
            " prices: # weir.yaml:11:3",
            " extra: # WEIR_STREAMS_EXTRA_TOPIC",
            " topic: extra # WEIR_STREAMS_EXTRA_TOPIC",
            " - accept: \"/live/it's\" # weir.yaml:13:14",
            " # name: the path # default",
            " user: ••• # weir.yaml:15:17",
            " password: ••• # weir.yaml:15:36 ${file:password}",
            "admin:",
            " address: 127.0.0.1:9000 # --admin",
            " delay: 10s # WEIR_DRAIN_DELAY",
            " spread: 2s # weir.yaml:17:17",
            "# tails: 0 # default");
  }

  @Test
  void showsAListenerThatOnlyItsVariableChanges() {
    Read read = Read.nothing().environment("WEIR_LISTENERS_PUBLIC_ADDRESS", "127.0.0.1:1");
    assertThat(read.printed(PrintoutTest::nothing).lines().map(PrintoutTest::narrow))
        .containsSubsequence(
            "listeners:",
            " - name: public # default",
            " address: 127.0.0.1:1 # WEIR_LISTENERS_PUBLIC_ADDRESS");
  }

  @Test
  void neverShowsASecret() throws Exception {
    Read read = everything().environment("WEIR_ACCESS_BASIC_PASSWORD", "hunter6");
    for (Read each : List.of(everything(), read)) {
      assertThat(each.printed(path -> path.endsWith(".protocol")))
          .contains("•••", "SASL_SSL")
          .doesNotContain("hunter", "module");
    }
    assertThat(everything().printed(PrintoutTest::nothing)).doesNotContain("SASL_SSL");
    assertThat(everything().result().toString()).doesNotContain("hunter");
  }

  /** But for the secrets, what is printed means what was read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        EVERYTHING,
        "",
        "kafka:\nlisteners: []\nstreams: {}\nlinks: []\naccess: open\n",
        "{access: open, admin: {address: '127.0.0.1:1', access: open}, tails: 3}",
        "kafka: {data: 'a b: ${HOME:c} # \"d\" \\ $${e}', address: '[::1]:9'}",
        "kafka: {data: \"n\\ne\\u0007w\\u2028\"}",
        "kafka: {data: 'null'}",
        "streams: {'null': , 'true': {topic: '12'}, 'a': {}}"
      })
  void canBeReadAgain(String text) throws Exception {
    Read first = Read.file(folder, text.replace("SECRET", secret()));
    String printed = first.printed(PrintoutTest::nothing);
    Read again = Read.file(Files.writeString(folder.resolve("printed.yaml"), printed));

    assertThat(again.problems()).isEmpty();
    assertThat(withoutSecrets(again.settings())).isEqualTo(withoutSecrets(first.settings()));
  }

  /** Objects of classes without a text of their own differ in their addresses only. */
  private static String withoutSecrets(Settings settings) {
    return settings.toString().replaceAll("@[0-9a-f]+", "");
  }

  @Test
  void putsTheCommentsBelowOneAnother() throws Exception {
    List<Integer> columns =
        everything()
            .printed(PrintoutTest::nothing)
            .lines()
            .filter(line -> line.contains("  # ") && !line.strip().startsWith("#"))
            .map(line -> line.lastIndexOf("  # "))
            .distinct()
            .toList();
    assertThat(columns).hasSize(1);
  }

  private Read everything() throws Exception {
    return Read.file(folder, EVERYTHING.replace("SECRET", secret()));
  }

  private String secret() throws Exception {
    return Files.writeString(folder.resolve("password"), "hunter3").toString();
  }

  private static Overrides flags(String admin) {
    return new Overrides(
        Optional.empty(),
        Optional.of(admin),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static boolean nothing(String path) {
    return false;
  }

  private static String narrow(String line) {
    return Pattern.compile(" +").matcher(line).replaceAll(" ").stripTrailing();
  }
}
