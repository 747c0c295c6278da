package io.weir.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.dial.BackoffSettings;
import io.weir.engine.dial.DialSettings;
import io.weir.engine.dial.OpenMessage;
import io.weir.engine.dial.Template;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.json.JsonPointer;
import io.weir.engine.json.MessagePattern;
import io.weir.engine.link.KeyFilter;
import io.weir.engine.socket.Remote;
import io.weir.engine.stream.Start;
import java.net.URI;
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

final class DialSettingsTest {
  private static final MessagePattern SUBSCRIBED =
      new MessagePattern.Members(Map.of(JsonPointer.parse("/op"), "subscribed"));

  @TempDir Path folder;

  @Test
  void nearlyEverythingHasADefault() {
    DialLinkSettings in = link("{name: a, dial: 'ws://feed.example.com', in: s}");

    assertThat(in.name()).isEqualTo("a");
    assertThat(in.stream()).isEqualTo("s");
    assertThat(in.out()).isEmpty();
    Remote remote = in.dial().remote().fill(Optional.empty());
    assertThat(remote)
        .isEqualTo(
            new Remote(
                URI.create("ws://feed.example.com"),
                List.of(),
                List.of(),
                Remote.Tls.DEFAULT,
                Optional.empty(),
                Duration.ofSeconds(10),
                1 << 20));
    assertThat(in.dial().backoff()).isEqualTo(BackoffSettings.DEFAULT);
    assertThat(in.dial().ping()).isEqualTo(DialSettings.Ping.DEFAULT);
    assertThat(in.dial().open()).isEmpty();
    assertThat(in.dial().heartbeat()).isEmpty();
    assertThat(in.dial().expect()).isEmpty();
    assertThat(in.dial().resume()).isEmpty();

    assertThat(link("{name: a, dial: 'ws://x', out: s}").out())
        .contains(
            new PushSettings(
                KeyFilter.ALL,
                FrameKind.VALUE,
                new Start.Latest(),
                new ConfirmSettings.Pong(),
                10_000,
                ByteSize.mebibytes(4),
                Duration.ofMinutes(1),
                3,
                Optional.empty()));
  }

  @Test
  void everyKeyOfAPeerIsRead() {
    DialSettings dial =
        link("""
            name: feed
            dial: "wss://u:p@feed.example.com:8443/v1?token=${TOKEN}&from=${last./sequence:0}"
            in: s
            headers: {Authorization: "Bearer ${TOKEN}", Last-Seen: "${last./sequence}"}
            subprotocols: [v2.json, v1.json]
            tls: {ca: ca.pem, certificate: c.pem, key: k.pem, server-name: x.example.com, insecure: true}
            proxy: http://me:secret@proxy.example.com:3128
            handshake-timeout: 3s
            max-message: 64KiB
            open:
              - '{"op":"login","key":"${TOKEN}","price":"$${x}"}'
              - {send: '{"op":"subscribe","from":${last./sequence:0}}', wait: {match: {op: subscribed}, within: 2s}}
              - {send: hello, wait: {text: "WELCOME*"}}
            heartbeat: {every: 20s, send: ping}
            expect: {every: 60s}
            resume: {pointer: /sequence}
            backoff: {min: 1s, max: 1m}
            ping: {every: 5s, timeout: 2s}
            """)
            .dial();

    Remote remote = dial.remote().fill(Optional.of("41"));
    assertThat(remote.uri()).hasToString("wss://u:p@feed.example.com:8443/v1?token=abc&from=41");
    assertThat(remote.headers())
        .containsExactly(Map.entry("Authorization", "Bearer abc"), Map.entry("Last-Seen", "41"));
    assertThat(remote.subprotocols()).containsExactly("v2.json", "v1.json");
    assertThat(remote.tls())
        .isEqualTo(
            new Remote.Tls(
                Optional.of(Path.of("ca.pem")),
                Optional.of(Path.of("c.pem")),
                Optional.of(Path.of("k.pem")),
                Optional.of("x.example.com"),
                true));
    assertThat(remote.proxy())
        .contains(new Remote.Proxy(URI.create("http://me:secret@proxy.example.com:3128")));
    assertThat(remote.patience()).isEqualTo(Duration.ofSeconds(3));
    assertThat(remote.maxMessageBytes()).isEqualTo(64 << 10);
    assertThat(dial.open())
        .extracting(OpenMessage::reply)
        .containsExactly(
            Optional.empty(),
            Optional.of(new OpenMessage.Reply(SUBSCRIBED, Duration.ofSeconds(2))),
            Optional.of(
                new OpenMessage.Reply(
                    new MessagePattern.Text("WELCOME", true), Duration.ofSeconds(10))));
    assertThat(dial.open())
        .extracting(message -> message.send().fill(Optional.of("41"), value -> value))
        .containsExactly(
            Optional.of("{\"op\":\"login\",\"key\":\"abc\",\"price\":\"${x}\"}"),
            Optional.of("{\"op\":\"subscribe\",\"from\":41}"),
            Optional.of("hello"));
    assertThat(dial.heartbeat())
        .contains(new DialSettings.Heartbeat(Duration.ofSeconds(20), "ping"));
    assertThat(dial.expect()).contains(Duration.ofMinutes(1));
    assertThat(dial.resume()).contains(JsonPointer.parse("/sequence"));
    assertThat(dial.backoff())
        .isEqualTo(new BackoffSettings(Duration.ofSeconds(1), Duration.ofMinutes(1)));
    assertThat(dial.ping())
        .isEqualTo(new DialSettings.Ping(Duration.ofSeconds(5), Duration.ofSeconds(2)));
  }

  @Test
  void everyKeyOfWhatIsSentIsRead() {
    PushSettings out =
        link("""
            name: partner
            dial: ws://gateway.example.com
            out: s
            key: [truck-001, car-*]
            frame: record
            from: 2026-11-20T12:00:00Z
            confirm:
              ack: {match: {op: subscribed}, id: /cursor, cumulative: true, reject: {text: "NO*"}}
            in-flight: {records: 5, bytes: 2KiB}
            patience: 0s
            retries: 7
            dead-letter: s
            """)
            .out()
            .orElseThrow();

    assertThat(out)
        .isEqualTo(
            new PushSettings(
                KeyFilter.of(List.of("truck-001", "car-*")),
                FrameKind.RECORD,
                new Start.Since(1_795_176_000_000L),
                new ConfirmSettings.Ack(
                    SUBSCRIBED,
                    Optional.of(JsonPointer.parse("/cursor")),
                    true,
                    Optional.of(new MessagePattern.Text("NO", true))),
                5,
                ByteSize.kibibytes(2),
                Duration.ZERO,
                7,
                Optional.of("s")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{A: '1', B: ['2', '3']}",
        "[{A: '1'}, {B: '2'}, {B: '3'}]",
        "[{A: '1', B: ['2', '3']}]"
      })
  void headersAreAMappingOrAList(String headers) {
    assertThat(
            link("{name: a, dial: 'ws://x', in: s, headers: " + headers + "}")
                .dial()
                .remote()
                .headers())
        .containsExactly(
            Map.entry("A", Template.parse("1")),
            Map.entry("B", Template.parse("2")),
            Map.entry("B", Template.parse("3")));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "dial: 'http://x'  | links[0].dial: the value (not shown) is not a URL that begins with ws:// or wss://",
        "dial: feed.example.com | links[0].dial: the value (not shown) is not a URL that begins with ws:// or wss://",
        "dial: 'wss:///v1'  | links[0].dial: the value (not shown) has no host: write it as wss://feed.example.com/v1",
        "dial: 'wss://x:0'  | links[0].dial: the value (not shown) has a port that is not from 1 to 65535",
        "dial: 'wss://x:65536' | links[0].dial: the value (not shown) has a port that is not from 1 to 65535",
        "dial: 'wss://x/#a' | links[0].dial: the value (not shown) has a fragment (#…), which is not sent: leave it out (RFC 6455)",
        "dial: 'wss://x y'  | links[0].dial: the value (not shown) is not a URL: Illegal character in authority at character 8",
        "dial: 'wss://${last./a:x}/', resume: {pointer: /a} | links[0].dial: the value (not shown) has ${last.…} where the host stands: it can stand behind that",
        "dial: 'wss://x/${last./a}', resume: {pointer: /a} | links[0].dial: the value (not shown) has ${last.…} without a default, and needs one: ${last./pointer:default}",
        "dial: 'wss://x/${NOWHERE}' | links[0].dial: environment variable NOWHERE is not set or empty: set it, or write a default: ${NOWHERE:default}",
        "dial: 'wss://x', open: ['${last./a}'] | links[0].open[0]: ${last./a} is unknown: write `resume: {pointer: /a}`",
        "dial: 'wss://x', open: ['${last./a}'], resume: {pointer: /b} | links[0].open[0]: ${last./a} is unknown: `resume` remembers /b",
        "dial: 'wss://x', open: ['${lst./a}'] | links[0].open[0]: a placeholder is ${VAR}, ${VAR:default} or ${file:PATH}; ${ itself is written $${",
        "dial: 'wss://x', heartbeat: {every: 1s, send: '${last./a}'} | links[0].heartbeat.send: ${last.…} is what a dialing link remembers: it can stand in its `dial`, `headers` and `open` only",
        "dial: 'wss://x', resume: {pointer: a} | links[0].resume.pointer: \"a\" is not a JSON Pointer (RFC 6901), such as /device/id: it begins with /",
        "dial: 'wss://x', open: [{send: a, wait: {}}] | links[0].open[0].wait: `match` is missing: which reply is meant, such as {op: subscribed}",
        "dial: 'wss://x', open: [{send: a, wait: {match: {a: b}, text: c}}] | links[0].open[0].wait: `match` and `text` exclude each other: leave one",
        "dial: 'wss://x', headers: {A b: c} | links[0].headers.A b: \"A b\" is not the name of a header",
        "dial: 'wss://x', headers: {host: c} | links[0].headers.host: \"host\" is a header that the handshake itself sets: leave it out",
        "dial: 'wss://x', headers: {A: \"b\\r\\nC: d\"} | links[0].headers.A: the value (not shown) has a line break or another control character in it",
        "dial: 'wss://x', headers: nothing | links[0].headers: expected a mapping of headers to values, found a single value",
        "dial: 'wss://x', tls: {certificate: c.pem} | links[0].tls: `certificate` and `key` go together: one of them is missing",
        "dial: 'ws://x', tls: {insecure: true} | links[0].tls: goes with wss:// only: write wss:// in `dial`, or leave it out",
        "dial: 'wss://x', proxy: 'socks://x:1' | links[0].proxy: the value (not shown) is not http://HOST:PORT, perhaps with USER:PASSWORD@ in front of HOST",
        "dial: 'wss://x', backoff: {min: 2s, max: 1s} | links[0].backoff.max: is shorter than `min`",
        "dial: 'wss://x', accept: /a | links[0].accept: `accept` and `dial` exclude each other: a link has one side",
        "dial: 'wss://x', in: s | links[0].in: `in` and `out` exclude each other: a link has one direction",
        "dial: 'wss://x', confirm: maybe | links[0].confirm: the value (not shown) is not allowed here: write `pong`, `written`, or `ack: {match: …}`",
        "dial: 'wss://x', confirm: {ack: {}} | links[0].confirm.ack: `match` is missing: which reply is meant, such as {op: subscribed}",
        "dial: 'wss://x', confirm: {ack: {match: {a: b}, cumulative: true}} | links[0].confirm.ack.cumulative: needs `id`, which says up to where",
        "dial: 'wss://x', confirm: {ack: {match: {a: b}, id: cursor}} | links[0].confirm.ack.id: \"cursor\" is not a JSON Pointer (RFC 6901), such as /device/id: it begins with /",
        "dial: 'wss://x', confirm: {ack: {match: {a: b}, reject: {text: no}}} | links[0].confirm: can reject, so `dead-letter` is missing: the stream for what it keeps rejecting",
        "dial: 'wss://x', retries: 1 | links[0].retries: goes with `confirm: {ack: {reject: …}}` only: nothing is rejected",
        "dial: 'wss://x', from: yesterday | links[0].from: \"yesterday\" is neither `latest` nor `earliest`, nor an instant such as 2026-11-20T12:00:00Z",
        "dial: 'wss://x', frame: json | links[0].frame: \"json\" is not allowed; allowed: `cloudevents`, `record`, `value`",
      })
  void tellsWhatIsWrong(String keys, String problem) {
    assertThat(Read.file(folder, file("{name: a, out: s, " + keys + "}")).problems())
        .singleElement()
        .asString()
        .endsWith(": " + problem)
        .startsWith("weir.yaml:3:");
  }

  @Test
  void tellsWhatIsMissing() {
    assertThat(Read.file(folder, file("{dial: 'wss://x'}")).problems())
        .hasSize(2)
        .anyMatch(line -> line.contains("links[0]: `name` is missing"))
        .anyMatch(line -> line.contains("links[0]: `in` is missing"));
  }

  @Test
  void namesAreUniqueAmongAllLinks() {
    assertThat(
            Read.file(
                    folder,
                    """
                    streams: {s: }
                    links:
                      - {name: a, accept: /a, out: s}
                      - {name: a, dial: 'ws://x', out: s}
                      - {name: a, dial: 'ws://x', in: s}
                    """)
                .problems())
        .containsExactly(
            "weir.yaml:4:12: links[1].name: a is already the name of links[0]",
            "weir.yaml:5:12: links[2].name: a is already the name of links[0]");
  }

  @Test
  void streamsAreDeclared() {
    assertThat(
            Read.file(
                    folder,
                    file(
                        "{name: a, dial: 'ws://x', out: t, dead-letter: u,"
                            + " confirm: {ack: {text: ok, reject: {text: no}}}}"))
                .problems())
        .hasSize(2)
        .anyMatch(line -> line.contains("links[0].out: stream t is not declared"))
        .anyMatch(line -> line.contains("links[0].dead-letter: stream u is not declared"));
  }

  @Test
  void theSameUrlTwiceIsTwoLinks() {
    assertThat(
            Read.file(
                    folder,
                    """
                    streams: {s: }
                    links:
                      - {name: a, dial: 'ws://x', in: s, headers: {A: '1'}}
                      - {name: b, dial: 'ws://x', in: s, headers: {A: '2'}}
                    """)
                .settings()
                .dials())
        .extracting(link -> link.dial().remote().headers())
        .doesNotHaveDuplicates();
  }

  @Test
  void variablesSetALink() {
    DialLinkSettings link =
        Read.file(folder, file("{name: feed, dial: 'ws://x', in: s}"))
            .environment(
                "WEIR_LINKS_FEED_DIAL", "wss://y",
                "WEIR_LINKS_FEED_HEADERS_X_API_KEY", "k",
                "WEIR_LINKS_FEED_PING_EVERY", "1s")
            .settings()
            .dials()
            .getFirst();

    assertThat(link.dial().remote().fill(Optional.empty()).uri()).hasToString("wss://y");
    assertThat(link.dial().remote().headers())
        .containsExactly(Map.entry("x-api-key", Template.parse("k")));
    assertThat(link.dial().ping().every()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void variablesDeclareALink() {
    DialLinkSettings link =
        Read.file(folder, "streams: {s: }")
            .environment(
                "WEIR_LINKS_PARTNER_CONFIRM", "written",
                "WEIR_LINKS_PARTNER_DIAL", "wss://y",
                "WEIR_LINKS_PARTNER_OUT", "s")
            .settings()
            .dials()
            .getFirst();

    assertThat(link.name()).isEqualTo("partner");
    assertThat(link.out().orElseThrow().confirm()).isEqualTo(new ConfirmSettings.Written());
  }

  @Test
  void secretsAreNotPrintedAndTheRestCanBeReadAgain() {
    String text =
        file(
            "{name: a, dial: 'wss://me:pw1@x/v1?t=pw2&from=${last./n:0}', in: s, resume: {pointer: /n},"
                + " headers: {A: pw3, B: [pw4, pw5]}, proxy: 'http://u:pw6@p:1',"
                + " open: [pw7, {send: pw8, wait: {text: ok}}]}");
    String printed = Read.file(folder, text).printed(path -> false);

    assertThat(printed)
        .doesNotContain("pw")
        .contains("wss://•••@x/v1?•••", "- A: •••", "- B: •••", "pointer: /n");
  }

  private DialLinkSettings link(String entry) {
    return Read.file(folder, file(entry)).environment("TOKEN", "abc").settings().dials().getFirst();
  }

  /** A file of one link, in flow or in block style. */
  private static String file(String entry) {
    return "streams: {s: }\nlinks:\n- " + entry.strip().replace("\n", "\n  ") + "\n";
  }
}
