package io.weir.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weir.engine.access.Access;
import io.weir.engine.access.Credentials;
import io.weir.engine.stream.Stream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flags stand above the environment, the environment above the file. */
final class LayersTest {
  private static final Optional<String> NONE = Optional.empty();

  @TempDir Path folder;

  @Test
  void theHigherLayerWins() {
    Read read = Read.file(folder, "admin: {address: '127.0.0.1:1'}");
    assertThat(read.settings().admin().address().port()).isEqualTo(1);

    Read environment = read.environment("WEIR_ADMIN_ADDRESS", "127.0.0.1:2");
    assertThat(environment.settings().admin().address().port()).isEqualTo(2);

    Read flags = environment.overrides(admin("127.0.0.1:3"));
    assertThat(flags.settings().admin().address().port()).isEqualTo(3);
  }

  @Test
  void aHigherLayerMendsALowerOne() {
    Read read = Read.file(folder, "admin: {address: nonsense}\ndrain: {spread: '${UNSET}'}");
    assertThat(read.problems()).hasSize(2);
    assertThat(
            read.environment("WEIR_DRAIN_SPREAD", "1s").overrides(admin("127.0.0.1:3")).problems())
        .isEmpty();
  }

  @Test
  void variablesReachEntriesByName() {
    Settings settings =
        Read.file(
                folder,
                "{streams: {trucks: {topic: a}, Big.One: },"
                    + " links: [{name: x, accept: /x, out: trucks}]}")
            .environment(
                "WEIR_LISTENERS_PUBLIC_ADDRESS", "127.0.0.1:99",
                "WEIR_LISTENERS_PUBLIC_ORIGINS", "https://a.example, https://b.example",
                "WEIR_LISTENERS_MY_OTHER_ADDRESS", "127.0.0.1:98",
                "WEIR_STREAMS_TRUCKS_TOPIC", "trucks.v2",
                "WEIR_STREAMS_BIG_ONE_TOPIC", "big",
                "WEIR_STREAMS_NEW_CREATE", "true",
                "WEIR_LINKS_X_OUT", "new",
                "WEIR_TAILS", "2")
            .settings();

    assertThat(settings.listeners())
        .extracting(ListenerSettings::name, l -> l.address().port(), ListenerSettings::origins)
        .containsExactly(
            tuple("public", 99, List.of("https://a.example", "https://b.example")),
            tuple("my-other", 98, List.of()));
    assertThat(settings.streams())
        .extracting(Stream::name, Stream::topic)
        .containsExactly(
            tuple("trucks", "trucks.v2"), tuple("Big.One", "big"), tuple("new", "new"));
    assertThat(settings.links().getFirst().stream()).isEqualTo("new");
    assertThat(settings.tails()).isEqualTo(2);
  }

  @Test
  void variablesSetKafkaAndAccess() {
    Settings settings =
        Read.file(folder, "access: open\nkafka: {properties: {sasl.mechanism: PLAIN}}")
            .environment(
                "WEIR_KAFKA_BOOTSTRAP_SERVERS", "k:9092",
                "WEIR_KAFKA_PROPERTIES_SASL_MECHANISM", "SCRAM-SHA-512",
                "WEIR_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", "a ${b} c",
                "WEIR_ACCESS_BASIC_USER", "me",
                "WEIR_ACCESS_BASIC_PASSWORD", "se${cret")
            .settings();

    assertThat(settings.kafka().bootstrapServers()).contains("k:9092");
    assertThat(settings.kafka().clientProperties())
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry("sasl.jaas.config", "a ${b} c")
        .hasSize(2);
    assertThat(
            settings
                .listeners()
                .getFirst()
                .access()
                .check(List.of(new Credentials.Basic("me", "se${cret"))))
        .isEmpty();
  }

  @Test
  void accessCanBeOpenedByAVariable() {
    assertThat(
            Read.nothing()
                .environment("WEIR_ACCESS", "open", "WEIR_LISTENERS_PUBLIC_ADDRESS", "0.0.0.0:80")
                .settings()
                .listeners()
                .getFirst()
                .access())
        .isInstanceOf(Access.Open.class);
  }

  @Test
  void variablesThatExcludeEachOtherAreAProblemThatNamesBoth() {
    Read read =
        Read.nothing()
            .environment(
                "WEIR_ACCESS", "open",
                "WEIR_ACCESS_BASIC_USER", "me",
                "WEIR_ACCESS_BASIC_PASSWORD", "secret");
    assertThat(read.problems())
        .containsExactly(
            "WEIR_ACCESS_BASIC_PASSWORD: contradicts WEIR_ACCESS: unset one of the two");
  }

  @Test
  void variablesReplaceTheOtherKindOfAccessInTheFile() {
    Read open = Read.file(folder, "access: open");
    Read basic = Read.file(folder, "access: {basic: {user: a, password: b}}");
    String[] variables = {"WEIR_ACCESS_BASIC_USER", "a", "WEIR_ACCESS_BASIC_PASSWORD", "b"};

    assertThat(open.environment(variables).problems()).isEmpty();
    assertThat(basic.environment("WEIR_ACCESS", "open").problems()).isEmpty();
  }

  @Test
  void problemsNameTheVariableOrTheFlag() {
    assertThat(
            Read.nothing()
                .environment(
                    "WEIR_ADMIN_ADRESS", "x",
                    "WEIR_LISTENERS_PUBLIC_ADDRESS", "8080",
                    "WEIR_LISTENERS_INNER_ORIGINS", "*",
                    "WEIR_LISTENERS_PUBLIC_NAME", "private",
                    "WEIR_NONSENSE", "x")
                .overrides(admin("here"))
                .problems())
        .containsExactlyInAnyOrder(
            "WEIR_ADMIN_ADRESS: unknown variable; did you mean `WEIR_ADMIN_ADDRESS`? (a variable"
                + " is WEIR_ and the key's path in capitals)",
            "WEIR_LISTENERS_PUBLIC_ADDRESS: listeners[0].address: \"8080\" is not an address: "
                + Address.FORM,
            "WEIR_LISTENERS_INNER_ORIGINS: listeners[1]: `address` is missing: " + Address.FORM,
            "WEIR_LISTENERS_PUBLIC_NAME: unknown variable (a variable is WEIR_ and the key's path in"
                + " capitals)",
            "WEIR_NONSENSE: unknown variable (a variable is WEIR_ and the key's path in capitals)",
            "--admin: admin.address: \"here\" is not an address: " + Address.FORM);
  }

  @Test
  void variablesThatAreNotMeantAsSettingsAreLeftAlone() {
    assertThat(
            Read.nothing()
                .environment(
                    "WEIR_JAVA_CACHE", "",
                    "WEIR_JAVA_HOME", "/opt/jdk",
                    "WEIR_LOG_FORMAT", "json",
                    "WEIR_ADMIN_ADDRESS", "",
                    "WEIR_SERVICE_HOST", "10.0.0.1",
                    "WEIR_SERVICE_PORT", "80",
                    "WEIR_SERVICE_PORT_HTTP", "80",
                    "WEIR_PORT", "tcp://10.0.0.1:80",
                    "WEIR_PORT_80_TCP", "tcp://10.0.0.1:80",
                    "WEIR_PORT_80_TCP_ADDR", "10.0.0.1",
                    "WEIRD", "x",
                    "PATH", "/bin")
                .problems())
        .isEmpty();
    assertThat(Read.nothing().environment("WEIR_PORT", "80").problems()).hasSize(1);
  }

  @Test
  void flagsSetWhatTheyName() {
    Overrides overrides =
        new Overrides(
            Optional.of("127.0.0.1:0"),
            Optional.of("127.0.0.1:0"),
            NONE,
            Optional.of("127.0.0.1:0"),
            Optional.of("/var/lib/weir"),
            List.of("trucks", "prices=prices.v2"));
    Settings settings = Read.nothing().overrides(overrides).settings();

    assertThat(settings.listeners().getFirst().name()).isEqualTo("public");
    assertThat(settings.listeners().getFirst().address().port()).isZero();
    assertThat(settings.admin().address().port()).isZero();
    assertThat(settings.kafka().address().port()).isZero();
    assertThat(settings.kafka().data()).isEqualTo(Path.of("/var/lib/weir"));
    assertThat(settings.streams())
        .extracting(Stream::name, Stream::topic)
        .containsExactly(tuple("trucks", "trucks"), tuple("prices", "prices.v2"));
  }

  @Test
  void aStreamFlagKeepsWhatTheFileSaysOfIt() {
    Overrides trucks = streams("trucks");
    Read read = Read.file(folder, "streams: {trucks: {topic: t, create: true}}").overrides(trucks);
    assertThat(read.settings().streams().getFirst().topic()).isEqualTo("t");
    assertThat(Read.nothing().overrides(streams("a b", "c=")).problems())
        .hasSize(2)
        .allMatch(problem -> problem.startsWith("--stream: streams."));
  }

  @Test
  void listenMovesTheSoleListener() {
    Settings one =
        Read.file(folder, "listeners: [{name: mine, address: '127.0.0.1:1', origins: ['*']}]")
            .overrides(listen("127.0.0.1:7"))
            .settings();
    assertThat(one.listeners().getFirst().name()).isEqualTo("mine");
    assertThat(one.listeners().getFirst().address().port()).isEqualTo(7);
    assertThat(one.listeners().getFirst().origins()).containsExactly("*");

    Settings none = Read.file(folder, "listeners: []").overrides(listen("127.0.0.1:7")).settings();
    assertThat(none.listeners().getFirst().name()).isEqualTo("public");

    String two =
        "listeners: [{name: a, address: '127.0.0.1:1'}, {name: b, address: '127.0.0.1:2'}]";
    assertThat(Read.file(folder, two).overrides(listen("127.0.0.1:7")).problems())
        .singleElement()
        .asString()
        .startsWith("--listen: listeners: 2 listeners are declared");
  }

  @Test
  void listenOffLoopbackNeedsAccessToo() {
    assertThat(Read.nothing().overrides(listen("0.0.0.0:80")).problems())
        .singleElement()
        .asString()
        .startsWith(
            "--listen: listeners[0].address: 0.0.0.0:80 can be reached from other machines");
  }

  private static Overrides admin(String address) {
    return new Overrides(NONE, Optional.of(address), NONE, NONE, NONE, List.of());
  }

  private static Overrides listen(String address) {
    return new Overrides(Optional.of(address), NONE, NONE, NONE, NONE, List.of());
  }

  private static Overrides streams(String... streams) {
    return new Overrides(NONE, NONE, NONE, NONE, NONE, List.of(streams));
  }
}
