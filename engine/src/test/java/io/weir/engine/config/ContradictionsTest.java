package io.weir.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each key is right, and together they are not. */
final class ContradictionsTest {
  @TempDir Path folder;

  @Test
  void sizesAndDurationsThatContradictAreShownAsAnEquation() {
    assertThat(problems("out: {hop: 64KiB}"))
        .containsExactly(
            "weir.yaml:1:12: out.hop: out.hop=64KiB < out.batch=256KiB: raise out.hop");
    assertThat(problems("out: {hop: 64KiB, batch: large}")).hasSize(1);
    assertThat(problems("sessions: {idle-timeout: 20s}"))
        .containsExactly(
            "weir.yaml:1:26: sessions.idle-timeout: sessions.idle-timeout=20s <="
                + " sessions.ping-interval=30s, so that clients which only listen would be closed:"
                + " raise sessions.idle-timeout");
    assertThat(problems("sessions: {idle-timeout: 0s}")).isEmpty();
    assertThat(problems("sessions: {ping-interval: 0s}")).isEmpty();
    assertThat(problems("streams: {a: {slow: {default: conflate, allowed: [catch-up]}}}"))
        .containsExactly(
            "weir.yaml:1:31: streams.a.slow.default: default=conflate is not among those that are"
                + " allowed: add it, or name another default");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:80", "[::]:80", "192.168.0.1:80", "example.com:80"})
  void accessHasToBeWrittenOffLoopback(String address) {
    String listeners = "listeners: [{name: a, address: '" + address + "'}]\n";
    assertThat(problems(listeners))
        .containsExactly(
            "weir.yaml:1:32: listeners[0].address: "
                + address
                + " can be reached from other machines and nothing says who may enter: write"
                + " `access: {basic: {user: …, password: …}}`, or `access: open` for anybody");
    assertThat(problems(listeners + "access: open")).isEmpty();
    assertThat(problems(listeners + "access: {basic: {user: a, password: b}}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:80", "127.9.9.9:80", "[::1]:80", "localhost:80"})
  void loopbackMayBeAnonymous(String address) {
    assertThat(problems("listeners: [{name: a, address: '" + address + "'}]")).isEmpty();
  }

  @Test
  void twoThingsCannotListenOnOneAddress() {
    assertThat(
            problems(
                """
                access: open
                listeners:
                  - {name: a, address: "127.0.0.1:80"}
                  - {name: b, address: "0.0.0.0:80"}
                  - {name: c, address: "127.0.0.1:0"}
                  - {name: d, address: "127.0.0.1:0"}
                """))
        .containsExactly(
            "weir.yaml:4:24: listeners[1].address: 0.0.0.0:80 is taken by"
                + " listeners[0].address=127.0.0.1:80: choose another port");
    assertThat(problems("admin: {address: '127.0.0.1:8080'}"))
        .containsExactly(
            "weir.yaml:1:18: admin.address: 127.0.0.1:8080 is taken by"
                + " listeners[0].address=127.0.0.1:8080: choose another port");
    assertThat(problems("kafka: {address: '127.0.0.1:9081'}"))
        .containsExactly(
            "weir.yaml:1:18: kafka.address: 127.0.0.1:9081 is taken by"
                + " admin.address=127.0.0.1:9081: choose another port");
    assertThat(problems("{kafka: {bootstrap.servers: 'k:1'}, admin: {address: '127.0.0.1:9092'}}"))
        .isEmpty();
  }

  @Test
  void theEmbeddedKafkaAndAClusterExcludeEachOther() {
    assertThat(problems("kafka: {bootstrap.servers: 'k:9092', data: d, address: '127.0.0.1:1'}"))
        .hasSize(2)
        .allMatch(problem -> problem.contains("is a setting of the embedded Kafka"));
    assertThat(problems("kafka: {properties: {sasl.jaas.config: hidden}}"))
        .containsExactly(
            "weir.yaml:1:40: kafka.properties.sasl.jaas.config: is for a cluster, and the embedded"
                + " Kafka is none: set kafka.bootstrap.servers");
    assertThat(problems("kafka: {properties: {bootstrap.servers: 'k:9092'}}"))
        .containsExactly(
            "weir.yaml:1:41: kafka.properties.bootstrap.servers: write it as"
                + " kafka.bootstrap.servers");
  }

  @Test
  void aLinkMayRepeatTheOwnPathOfItsStream() {
    assertThat(problems("{streams: {a: }, links: [{accept: a, out: a}, {accept: a, out: a}]}"))
        .isEmpty();
  }

  @Test
  void aPathLeadsToOneStream() {
    assertThat(problems("{streams: {a: , b: }, links: [{accept: a, out: b}]}"))
        .containsExactly(
            "weir.yaml:1:40: links[0].accept: /streams/a on listener public already leads to stream"
                + " a (streams.a): choose another path");
    assertThat(problems("{streams: {a: {out: false}, b: }, links: [{accept: a, out: b}]}"))
        .isEmpty();
    assertThat(
            problems(
                """
                listeners: [{name: x, address: "127.0.0.1:1"}, {name: y, address: "127.0.0.1:2"}]
                streams: {a: , b: }
                links:
                  - {accept: /p, out: a, listener: x}
                  - {accept: /p, out: b, listener: y}
                  - {accept: /p, out: b, listener: x}
                """))
        .containsExactly(
            "weir.yaml:6:14: links[2].accept: /p on listener x already leads to stream a"
                + " (links[0]): choose another path");
  }

  @Test
  void linksNameWhatExists() {
    assertThat(
            problems(
                """
                streams: {trucks: {format: xml}}
                links:
                  - {name: n, accept: /a, out: trucks, listener: pubic}
                  - {name: n, accept: /b, out: other}
                """))
        .containsExactly(
            "weir.yaml:1:28: streams.trucks.format: \"xml\" is not allowed; allowed: `bytes`,"
                + " `json`, `text`",
            "weir.yaml:3:50: links[0].listener: there is no listener pubic; did you mean `public`?"
                + " (known: public)",
            "weir.yaml:4:12: links[1].name: n is already the name of links[0]",
            "weir.yaml:4:32: links[1].out: stream other is not declared; declare it under streams");
  }

  @Test
  void aQuixListenerServesOneStreamThatIsDeclared() {
    String stream = "streams: {temperature: }\n";
    String begin = stream + "listeners: [{name: q, address: '127.0.0.1:1', ";
    assertThat(problems(begin + "dialect: quix, stream: temperature}]")).isEmpty();
    assertThat(problems(begin + "dialect: quix}]"))
        .containsExactly(
            "weir.yaml:2:13: listeners[0]: `stream` is missing: the stream that this quix listener"
                + " serves");
    assertThat(problems(begin + "dialect: quix, stream: temperatur}]"))
        .containsExactly(
            "weir.yaml:2:70: listeners[0].stream: stream temperatur is not declared; declare it"
                + " under streams; did you mean `temperature`?");
    assertThat(problems(begin + "stream: temperature}]"))
        .containsExactly(
            "weir.yaml:2:55: listeners[0].stream: a native listener serves all streams: leave it"
                + " out, or write `dialect: quix`");
    assertThat(problems(begin + "dialect: quiks, stream: temperature}]"))
        .containsExactly(
            "weir.yaml:2:56: listeners[0].dialect: \"quiks\" is not allowed;"
                + " allowed: `quix`, `weir`");
    assertThat(problems(begin + "dialect: quix, stream: 'a b'}]")).hasSize(1);
  }

  @Test
  void linksAreOnNativeListeners() {
    String text =
        """
        streams: {a: , b: }
        listeners:
          - {name: public, address: "127.0.0.1:1"}
          - {name: q, address: "127.0.0.1:2", dialect: quix, stream: a}
        links: [{accept: /live, out: b%s}]
        """;
    assertThat(Read.file(folder, text.formatted("")).settings().links())
        .singleElement()
        .extracting(LinkSettings::listeners)
        .isEqualTo(List.of("public"));
    assertThat(problems(text.formatted(", listener: q")))
        .containsExactly(
            "weir.yaml:5:43: links[0].listener: listener q is not native, so it serves its own"
                + " stream and no links");
  }

  private List<String> problems(String text) {
    return Read.file(folder, text).problems();
  }
}
