package io.weir.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weir.engine.access.Access;
import io.weir.engine.access.Credentials;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Quix's connector is started with starts Weir. */
final class QuixVariablesTest {
  private static final String BROKER_MISSING =
      "Quix__Broker__Address: kafka.bootstrap.servers: is not set, and `input` asks for it:"
          + " HOST:PORT,HOST:PORT,…, such as kafka-1:9092,kafka-2:9092";

  @TempDir Path folder;

  private Read read(String... namesAndValues) {
    return Read.nothing().dotEnv(folder.resolve(".env")).environment(namesAndValues);
  }

  private static String[] complete(String... more) {
    List<String> all =
        new ArrayList<>(List.of("input", "temperature", "Quix__Broker__Address", "kafka-1:9092"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** The pair, and nobody without one. */
  private static void assertAdmits(Settings settings, String user, String password) {
    Access access = settings.listeners().getFirst().access();
    assertThat(access.check(List.of(new Credentials.Basic(user, password)))).isEmpty();
    assertThat(access.check(List.of())).isPresent();
  }

  @Test
  void theyAreAListenerForOneTopic() {
    Settings settings =
        read(complete("WS_USERNAME", "me", "WS_PASSWORD", "pass:word ${x}")).settings();

    assertThat(settings.listeners())
        .extracting(
            ListenerSettings::name,
            ListenerSettings::address,
            ListenerSettings::dialect,
            ListenerSettings::stream,
            ListenerSettings::origins)
        .containsExactly(
            tuple(
                "quix",
                new Address("0.0.0.0", 80),
                DialectName.QUIX,
                Optional.of("temperature"),
                List.of()));
    assertAdmits(settings, "me", "pass:word ${x}");
    assertThat(settings.streams())
        .containsExactly(new Stream("temperature", "temperature", Format.JSON, true, true));
    assertThat(settings.kafka().bootstrapServers()).contains("kafka-1:9092");
    assertThat(settings.links()).isEmpty();
  }

  @Test
  void withoutATopicTheOthersMeanNothing() {
    Settings settings =
        read(
                "Quix__Broker__Address", "kafka-1:9092",
                "Quix__Sdk__Token", "sdk-1",
                "USERNAME", "desktop",
                "PASSWORD", "x",
                "WS_USERNAME", "me",
                "input", "")
            .settings();

    assertThat(settings).isEqualTo(Read.nothing().settings());
  }

  @Test
  void aFileTakesTheirPlace() {
    Read file = Read.file(folder, "streams: {prices: }").dotEnv(folder.resolve(".env"));
    Settings settings = file.environment(complete("Quix__Sdk__Token", "sdk-1")).settings();

    assertThat(settings).isEqualTo(file.settings());
  }

  @Test
  void aCommandThatDoesNotStartFromThemIgnoresThem() {
    assertThat(Read.nothing().environment("input", "temperature").settings())
        .isEqualTo(Read.nothing().settings());
  }

  @Test
  void theOldPairCountsIfItIsWholeAndTheNewOneIsNotThere() {
    assertAdmits(read(complete("USERNAME", "old", "PASSWORD", "p")).settings(), "old", "p");
    assertAdmits(
        read(complete(
                "USERNAME", "desktop", "PASSWORD", "p", "WS_USERNAME", "me", "WS_PASSWORD", "q"))
            .settings(),
        "me",
        "q");
    assertThat(
            read(complete("USERNAME", "desktop", "PASSWORD", "p", "WS_PASSWORD", "q")).problems())
        .containsExactly("WS_USERNAME: access.basic.user: is not set, and `input` asks for it");
    assertThat(read(complete("USERNAME", "desktop", "WS_USERNAME", "", "PASSWORD", "")).problems())
        .containsExactlyInAnyOrder(
            "WS_USERNAME: access.basic.user: is not set, and `input` asks for it",
            "WS_PASSWORD: access.basic.password: is not set, and `input` asks for it");
  }

  @Test
  void everythingThatIsMissingOrWrongIsToldAtOnce() {
    assertThat(
            read(
                    "input", "my topic",
                    "Quix__Sdk__Token", "sdk-secret",
                    "WS_USERNAME", "a:b",
                    "WEIR_DRAIN_SPREAD", "soon")
                .problems())
        .containsExactlyInAnyOrder(
            "Quix__Sdk__Token: Weir does not go through Quix Cloud: unset it, and set"
                + " Quix__Broker__Address to your Kafka's brokers, such as kafka-1:9092, and"
                + " WEIR_KAFKA_PROPERTIES_… to what they ask for",
            "input: \"my topic\" is not a topic: 1 to 249 letters, digits, `-`, `_` or `.` (Kafka's"
                + " rule)",
            BROKER_MISSING,
            "WS_USERNAME: access.basic.user: the value (not shown) is empty or has a `:` in it",
            "WS_PASSWORD: access.basic.password: is not set, and `input` asks for it",
            "WEIR_DRAIN_SPREAD: drain.spread: \"soon\" is not a duration: a whole number and ms, s,"
                + " m, h or d, such as 15s");
    assertThat(
            read(complete("Quix__Broker__Address", "kafka", "WS_USERNAME", "a", "WS_PASSWORD", "b"))
                .problems())
        .containsExactly(
            "Quix__Broker__Address: kafka.bootstrap.servers: \"kafka\" is not a list of brokers:"
                + " HOST:PORT,HOST:PORT,… with ports from 1");
  }

  /** Not even on a loopback address, where access may be left out otherwise. */
  @Test
  void nothingIsGuessedOnceTheListenerHasMoved() {
    assertThat(read("input", "x").overrides(overrides("127.0.0.1:0", Optional.empty())).problems())
        .hasSize(3)
        .contains(BROKER_MISSING);
  }

  @Test
  void layersAboveSetWhatIsMissing() {
    Settings flags =
        read("input", "x", "WS_USERNAME", "a", "WEIR_ACCESS_BASIC_PASSWORD", "b")
            .overrides(overrides("127.0.0.1:0", Optional.of("k:9092")))
            .settings();
    assertThat(flags.listeners().getFirst().name()).isEqualTo("quix");
    assertThat(flags.listeners().getFirst().address()).isEqualTo(new Address("127.0.0.1", 0));
    assertAdmits(flags, "a", "b");
    assertThat(flags.kafka().bootstrapServers()).contains("k:9092");

    Settings variables =
        read(complete(
                "WEIR_ACCESS", "open",
                "WEIR_LISTENERS_QUIX_ADDRESS", "0.0.0.0:8080",
                "WEIR_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SSL"))
            .settings();
    assertThat(variables.listeners()).hasSize(1);
    assertThat(variables.listeners().getFirst().address().port()).isEqualTo(8080);
    assertThat(variables.listeners().getFirst().access()).isInstanceOf(Access.Open.class);
    assertThat(variables.kafka().clientProperties()).containsEntry("security.protocol", "SSL");
  }

  @Test
  void twoVariablesForOneKeyContradictEachOther() {
    assertThat(
            read(complete(
                    "WEIR_KAFKA_BOOTSTRAP_SERVERS", "k:9092",
                    "WS_USERNAME", "a",
                    "WS_PASSWORD", "b"))
                .problems())
        .containsExactly(
            "WEIR_KAFKA_BOOTSTRAP_SERVERS: contradicts Quix__Broker__Address: unset one of the two");
  }

  @Test
  void theEnvironmentStandsAboveTheFileOfVariables() throws Exception {
    Files.writeString(
        folder.resolve(".env"),
        """
        input=temperature
        Quix__Broker__Address=kafka-1:9092
        WS_USERNAME=me
        WS_PASSWORD="of the file"
        WEIR_DRAIN_SPREAD=nonsense that nobody reads
        """);
    assertAdmits(read().settings(), "me", "of the file");
    assertAdmits(read("WS_PASSWORD", "real", "WS_USERNAME", "").settings(), "me", "real");
    assertThat(read("input", "other").settings().streams().getFirst().topic()).isEqualTo("other");
  }

  @Test
  void problemsNameTheLineOfTheFile() throws Exception {
    Files.writeString(
        folder.resolve(".env"), "# Quix\ninput=temperature\n\nWS_USERNAME=a:b\nWS_PASSWORD='x\n");
    assertThat(read("Quix__Broker__Address", "k:1").problems())
        .map(problem -> problem.replace(folder + "/", ""))
        .containsExactlyInAnyOrder(
            ".env:5:1: is not NAME=VALUE; close its quotes, or put # in front",
            ".env:4: WS_USERNAME: access.basic.user: the value (not shown) is empty or has a `:` in"
                + " it",
            "WS_PASSWORD: access.basic.password: is not set, and `input` asks for it");
  }

  @Test
  void aFileOfVariablesThatNamesNoTopicMayHoldAnything() throws Exception {
    Files.writeString(folder.resolve(".env"), "= what\n'x\nQuix__Sdk__Token=sdk-1\n");
    assertThat(read().settings()).isEqualTo(Read.nothing().settings());
    assertThat(read(complete("WS_USERNAME", "a", "WS_PASSWORD", "b")).problems()).hasSize(3);
  }

  private static Overrides overrides(String listen, Optional<String> kafka) {
    Optional<String> none = Optional.empty();
    return new Overrides(Optional.of(listen), none, kafka, none, none, List.of());
  }
}
