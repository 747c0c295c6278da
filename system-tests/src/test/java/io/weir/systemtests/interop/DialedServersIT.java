package io.weir.systemtests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.systemtests.Topic;
import io.weir.systemtests.WeirProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Weir dials WebSocket servers that are not ours, to read them and to push to them. */
@Tag("interop")
@Timeout(120)
final class DialedServersIT {
  private static final String DEFLATE = "permessage-deflate";
  private static final List<String> FED =
      List.of(
          "{\"n\":0}",
          "{\"n\":1,\"road\":\"Zürich → Ulm\"}",
          "{\"n\":2,\"long\":\"" + "→ ".repeat(20_000) + "\"}",
          "{\"n\":3,\"in\":\"two\"}",
          "{\"n\":4,\"binary\":true}");

  @TempDir private Path folder;
  private final List<AutoCloseable> started = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : started.reversed()) {
      each.close();
    }
  }

  static Stream<Arguments> wires() {
    return Stream.of(Server.values())
        .flatMap(server -> Stream.of("ws", "wss").map(scheme -> Arguments.of(server, scheme)));
  }

  /**
   * Each kind of message. After the server's close Weir goes on behind the last one that Kafka has;
   * so some may come again, but behind all of them.
   */
  @ParameterizedTest
  @MethodSource("wires")
  void whatTheyFeedIsWritten(Server kind, String scheme) throws Exception {
    Program server = start(kind, scheme);
    WeirProcess weir =
        dial(url(server, scheme, "/feed?after=${last./n:-1}"), "in: trucks, resume: {pointer: /n}");
    assertThat(server.line()).startsWith("open /feed?after=-1 Bearer-of-1 " + DEFLATE);
    assertThat(server.line()).isEqualTo("pong");
    assertThat(server.line()).isEqualTo("closed 1012");
    while (!server.line().startsWith("open /feed?after=4 ")) {
      assertThat(weir.isAlive()).as(weir.err()).isTrue();
    }
    try (Topic trucks = new Topic(weir.kafka(), "trucks")) {
      assertThat(trucks.read(FED.size())).startsWith(FED.toArray(String[]::new));
    }
  }

  @ParameterizedTest
  @MethodSource("wires")
  void theyGetWhatIsPushedAndConfirmItByPong(Server kind, String scheme) throws Exception {
    push(kind, scheme, "/sink", "confirm: pong");
  }

  @ParameterizedTest
  @MethodSource("wires")
  void theyGetWhatIsPushedAndConfirmItByReplies(Server kind, String scheme) throws Exception {
    push(kind, scheme, "/acks", "confirm: {ack: {match: {ok: true}}}");
  }

  private void push(Server kind, String scheme, String path, String confirm) throws Exception {
    Program server = start(kind, scheme);
    WeirProcess weir = dial(url(server, scheme, path), "out: trucks, from: earliest, " + confirm);
    assertThat(server.line()).startsWith("open " + path + " Bearer-of-1 " + DEFLATE);
    try (Topic trucks = new Topic(weir.kafka(), "trucks")) {
      for (String value : FED) {
        trucks.put(0, value);
        assertThat(server.line()).isEqualTo("text " + value);
      }
    }
    while (!Topic.committed(weir.kafka(), "weir-link-peer").containsValue((long) FED.size())) {
      assertThat(weir.isAlive()).as(weir.err()).isTrue();
    }
  }

  private Program start(Server kind, String scheme) throws Exception {
    Program server = kind.start(scheme);
    started.add(server);
    return server;
  }

  private static String url(Program server, String scheme, String target) throws Exception {
    String line = server.line();
    assertThat(line).startsWith("listening ");
    return scheme + "://127.0.0.1:" + line.substring("listening ".length()) + target;
  }

  private WeirProcess dial(String url, String more) throws Exception {
    String tls = url.startsWith("wss") ? "tls: {ca: \"" + Trusted.authority() + "\"}, " : "";
    Files.writeString(
        folder.resolve("weir.yaml"),
        """
        streams: {trucks: }
        links:
          - {name: peer, dial: "%s", headers: {Authorization: Bearer-of-1}, backoff: {max: 500ms},
             %s%s}
        """
            .formatted(url, tls, more));
    WeirProcess weir =
        WeirProcess.serve(folder, "start", "-c", "weir.yaml", "--listen", "127.0.0.1:0");
    started.add(weir);
    return weir;
  }
}
