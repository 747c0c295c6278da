package io.weir.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.weir.engine.access.Access;
import io.weir.engine.limit.Rate;
import io.weir.engine.link.FilterLimit;
import io.weir.engine.link.OutSettings;
import io.weir.engine.listener.Proxies;
import io.weir.engine.listener.Subnet;
import io.weir.engine.socket.RosterSettings;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsReaderTest {
  @TempDir Path folder;

  @Test
  void everythingHasADefault() {
    Settings settings = Read.nothing().settings();

    assertThat(settings.kafka())
        .isEqualTo(
            new KafkaSettings(
                Optional.empty(), Map.of(), Path.of("data"), new Address("127.0.0.1", 9092)));
    assertThat(settings.listeners()).hasSize(1);
    ListenerSettings listener = settings.listeners().getFirst();
    assertThat(listener.name()).isEqualTo("public");
    assertThat(listener.address()).isEqualTo(new Address("127.0.0.1", 8080));
    assertThat(listener.dialect()).isEqualTo(DialectName.WEIR);
    assertThat(listener.origins()).isEmpty();
    assertThat(listener.access()).isInstanceOf(Access.Open.class);
    assertThat(settings.streams()).isEmpty();
    assertThat(settings.links()).isEmpty();
    assertThat(settings.dials()).isEmpty();
    assertThat(settings.admin().address()).isEqualTo(new Address("127.0.0.1", 9081));
    assertThat(settings.out()).isEqualTo(OutSettings.DEFAULT);
    assertThat(settings.roster()).isEqualTo(RosterSettings.DEFAULT);
    assertThat(settings.drain()).isEqualTo(new DrainSettings(Duration.ZERO, Duration.ofSeconds(5)));
    assertThat(settings.limits())
        .isEqualTo(
            new LimitSettings(
                Duration.ofSeconds(10),
                ByteSize.kibibytes(8),
                ByteSize.kibibytes(16),
                ByteSize.mebibytes(1),
                0,
                0,
                Rate.UNBOUNDED,
                new Rate(100, 1000),
                FilterLimit.DEFAULT));
    assertThat(settings.tails()).isZero();
    assertThat(settings.loops()).isZero();
  }

  @Test
  void everyKeyIsRead() {
    Settings settings =
        Read.file(
                folder,
                """
                kafka:
                  bootstrap.servers: kafka-1:9092, kafka-2:9092
                  properties: {security.protocol: SSL, ssl.endpoint.identification.algorithm: ""}
                listeners:
                  - name: public
                    address: "0.0.0.0:80"
                    dialect: weir
                    origins: ["https://app.example.com", "*"]
                    trusted-proxies: [10.0.0.0/8, "::1"]
                  - {name: inner, address: "[::1]:8081"}
                streams:
                  trucks:
                  prices: {topic: prices.v2, format: text, create: true, out: false}
                links:
                  - {name: live, accept: /live, out: prices, listener: inner}
                  - {accept: trucks, out: trucks}
                access:
                  basic: {user: me, password: secret}
                admin: {address: "0.0.0.0:9000", access: {basic: {user: ops, password: secret}}}
                limits:
                  handshake-timeout: 1s
                  max-url: 1KiB
                  max-header: 2KiB
                  max-message: 3KiB
                  max-connections: 1000
                  max-connections-per-address: 10
                  handshakes: 50/s burst 200
                  inbound-messages: 5/s
                  max-filter-keys: 20
                  max-filter: 1KiB
                sessions: {ping-interval: 5s, idle-timeout: 1m}
                out:
                  {unsent: 2MiB, unsent-total: 64MiB, hop: 4MiB, batch: 8KiB, patience: 500ms,
                   linger: 1h, conflate-keys: 50}
                catch-up: {readers: 2}
                last: {scan: 5000}
                drain: {delay: 10s, spread: 0s}
                tails: 3
                loops: 2
                """)
            .settings();

    assertThat(settings.kafka().bootstrapServers()).contains("kafka-1:9092,kafka-2:9092");
    assertThat(settings.kafka().clientProperties())
        .containsOnly(
            Map.entry("security.protocol", "SSL"),
            Map.entry("ssl.endpoint.identification.algorithm", ""));
    assertThat(settings.listeners())
        .extracting(ListenerSettings::name, l -> l.address().toString(), ListenerSettings::origins)
        .containsExactly(
            tuple("public", "0.0.0.0:80", List.of("https://app.example.com", "*")),
            tuple("inner", "[::1]:8081", List.of()));
    assertThat(settings.listeners())
        .extracting(ListenerSettings::proxies)
        .containsExactly(
            new Proxies(List.of(Subnet.of("10.0.0.0/8"), Subnet.of("::1"))), Proxies.NONE);
    assertThat(settings.listeners())
        .extracting(ListenerSettings::access)
        .allMatch(Access.Basic.class::isInstance);
    assertThat(settings.streams())
        .containsExactly(
            new Stream("trucks", "trucks", Format.JSON, false, true),
            new Stream("prices", "prices.v2", Format.TEXT, true, false));
    assertThat(settings.links())
        .containsExactly(
            new LinkSettings("live", "/live", "prices", List.of("inner"), Optional.empty()),
            new LinkSettings(
                "/streams/trucks",
                "/streams/trucks",
                "trucks",
                List.of("public", "inner"),
                Optional.empty()));
    assertThat(settings.admin().address()).isEqualTo(new Address("0.0.0.0", 9000));
    assertThat(settings.admin().apiAccess()).containsInstanceOf(Access.Basic.class);
    assertThat(settings.limits())
        .isEqualTo(
            new LimitSettings(
                Duration.ofSeconds(1),
                ByteSize.kibibytes(1),
                ByteSize.kibibytes(2),
                ByteSize.kibibytes(3),
                1000,
                10,
                new Rate(50, 200),
                new Rate(5, 5),
                new FilterLimit(20, 1024)));
    assertThat(settings.roster())
        .isEqualTo(new RosterSettings(Duration.ofSeconds(5), Duration.ofMinutes(1)));
    assertThat(settings.out())
        .isEqualTo(
            new OutSettings(
                2 << 20,
                64 << 20,
                4 << 20,
                8 << 10,
                Duration.ofMillis(500),
                Duration.ofHours(1),
                2,
                50,
                5000));
    assertThat(settings.drain())
        .isEqualTo(new DrainSettings(Duration.ofSeconds(10), Duration.ZERO));
    assertThat(settings.tails()).isEqualTo(3);
    assertThat(settings.loops()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing yet\n", "---\n", "\uFEFF", "kafka:\nlisteners:\n"})
  void aFileThatSaysNothingMeansTheDefaults(String text) {
    assertThat(Read.file(folder, text).settings().listeners()).hasSize(1);
  }

  /** Health and metrics may bind anywhere; the API only if somebody says who may use it. */
  @ParameterizedTest
  @CsvSource({
    "'admin: {address: \"127.0.0.1:1\"}', open",
    "'admin: {address: \"localhost:1\"}', open",
    "'admin: {address: \"0.0.0.0:1\"}', off",
    "'admin: {address: \"weir.example.com:1\"}', off",
    "'admin: {address: \"0.0.0.0:1\", access: open}', open",
    "'admin: {address: \"0.0.0.0:1\", access: {basic: {user: a, password: b}}}', guarded",
    "'admin: {access: {basic: {user: a, password: b}}}', guarded"
  })
  void theApiIsForThoseWhoAreNamedOrOnThisMachine(String text, String expected) {
    Optional<Access> access = Read.file(folder, text).settings().admin().apiAccess();
    String found = access.map(a -> a instanceof Access.Open ? "open" : "guarded").orElse("off");
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void noListenersMeansNone() {
    assertThat(Read.file(folder, "listeners: []").settings().listeners()).isEmpty();
  }

  @Test
  void aCommandHasItsOwnDefaults() {
    Read dev =
        Read.file(folder, "streams: {prices: }")
            .defaults("{streams: {trucks: {create: true}}, drain: {spread: 0s}}");

    assertThat(dev.settings().drain().spread()).isZero();
    assertThat(dev.settings().streams())
        .extracting(Stream::name)
        .containsExactlyInAnyOrder("trucks", "prices");
    assertThatThrownBy(() -> Read.nothing().defaults("{").settings())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tellsAllProblemsAtOnceWithTheirPlaces() {
    assertThat(
            Read.file(
                    folder,
                    """
                    kafka:
                      bootstrap.servers: kafka-1
                      properties: {acks: 1}
                    listeners:
                      - name: public
                        addres: 127.0.0.1:8080
                      - {name: public, address: "127.0.0.1", dialect: drogue}
                    streams:
                      trucks: {create: yes, history: {max-age: 7y}}
                    links:
                      - {accept: /live, out: truck}
                    drain: {spread: 5}
                    rules: []
                    """)
                .problems())
        .containsExactly(
            "weir.yaml:2:22: kafka.bootstrap.servers: \"kafka-1\" is not a list of brokers:"
                + " HOST:PORT,HOST:PORT,… with ports from 1",
            "weir.yaml:3:22: kafka.properties.acks: Weir sets this itself: nothing may be lost",
            "weir.yaml:6:5: listeners[0].addres: unknown key; did you mean `address`?"
                + " (known: name, address, dialect, tls, stream, origins, compression, trusted-proxies)",
            "weir.yaml:7:12: listeners[1].name: public is already the name of listeners[0]",
            "weir.yaml:7:29: listeners[1].address: \"127.0.0.1\" is not an address: "
                + Address.FORM,
            "weir.yaml:7:51: listeners[1].dialect: \"drogue\" is not available in this version;"
                + " allowed: `quix`, `weir`",
            "weir.yaml:9:20: streams.trucks.create: \"yes\" is neither `true` nor `false`",
            "weir.yaml:9:44: streams.trucks.history.max-age: \"7y\" is not a duration: a whole number and"
                + " ms, s, m, h or d, such as 15s",
            "weir.yaml:11:26: links[0].out: stream truck is not declared; declare it under streams;"
                + " did you mean `trucks`?",
            "weir.yaml:12:17: drain.spread: \"5\" is not a duration: a whole number and ms, s, m, h"
                + " or d, such as 15s",
            "weir.yaml:13:1: rules: `rules` is not available in this version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"access: {oidc: {issuer: x}}", "rules: {}"})
  void whatComesLaterIsRefusedAndNotIgnored(String text) {
    assertThat(Read.file(folder, text).problems())
        .singleElement()
        .asString()
        .endsWith("is not available in this version");
  }

  @Test
  void tellsWhereARateOrAProxyIsWrong() {
    assertThat(
            Read.file(
                    folder,
                    """
                    listeners:
                      - name: public
                        address: 127.0.0.1:8080
                        trusted-proxies: [10.0.0.1/8, proxy.example]
                    limits: {handshakes: 100}
                    """)
                .problems())
        .containsExactly(
            "weir.yaml:4:23: listeners[0].trusted-proxies[0]: \"10.0.0.1/8\" has bits set behind the"
                + " first 8: write a subnet, such as 10.0.0.0/8, or an address",
            "weir.yaml:4:35: listeners[0].trusted-proxies[1]: \"proxy.example\" is neither an address"
                + " nor a subnet: write a subnet, such as 10.0.0.0/8, or an address",
            "weir.yaml:5:22: limits.handshakes: \"100\" is not a rate, such as 100/s, 100/s burst"
                + " 1000, or none");
  }

  @Test
  void aFileThatCannotBeReadIsOneProblem() throws IOException {
    assertThat(Read.file(folder.resolve("weir.yaml")).problems())
        .containsExactly("weir.yaml: there is no such file");
    assertThat(Read.file(Files.createDirectory(folder.resolve("etc"))).problems())
        .containsExactly("etc: is a folder; a settings file is needed");
    Path large = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);
    assertThat(Read.file(large).problems())
        .containsExactly("large.yaml: is larger than 1MiB, the limit of a settings file");
    byte[] latin = "drain:\n  # Verz\u00f6gerung\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Read.file(Files.write(folder.resolve("latin.yaml"), latin)).problems())
        .containsExactly("latin.yaml:2:9: is not UTF-8 from here on: save the file as UTF-8");
    byte[] cut = {'#', (byte) 0xC3};
    assertThat(Read.file(Files.write(folder.resolve("cut.yaml"), cut)).problems())
        .containsExactly("cut.yaml:1:2: is not UTF-8 from here on: save the file as UTF-8");
  }
}
