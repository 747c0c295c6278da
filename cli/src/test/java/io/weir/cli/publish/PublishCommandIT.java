package io.weir.cli.publish;

import static io.weir.cli.connection.Peer.answer;
import static io.weir.cli.connection.Peer.refuse;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.weir.cli.connection.Json;
import io.weir.cli.connection.Peer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(30)
final class PublishCommandIT {
  private static final String WEIR = "weir.v1";

  private final CompletableFuture<Runnable> onSignal = new CompletableFuture<>();
  private final StringWriter err = new StringWriter();
  private final List<String> received = Collections.synchronizedList(new ArrayList<>());
  private InputStream in = InputStream.nullInputStream();

  @TempDir private Path folder;

  @Test
  void eachLineIsARecordThatIsAcknowledged() throws InterruptedException {
    in = text("{\"a\":1}\n\nb\n");
    try (Peer peer = new Peer(answer(WEIR, this::acknowledge))) {
      assertThat(run("readings", "--server", peer.url(""), "--key", "d1")).isZero();
      assertThat(peer.request().uri()).isEqualTo("/streams");
      assertThat(peer.closeCode()).isEqualTo(1000);
    }
    assertThat(received)
        .containsExactly(
            "{\"publish\":{\"stream\":\"readings\",\"key\":\"d1\","
                + "\"valueText\":\"{\\\"a\\\":1}\",\"id\":1}}",
            "{\"publish\":{\"stream\":\"readings\",\"key\":\"d1\",\"valueText\":\"b\",\"id\":2}}");
    assertThat(err).hasToString("weir: 2 records acknowledged\n");
  }

  @Test
  void filesAreSentWhole() throws IOException {
    Path first = Files.writeString(folder.resolve("first"), "a\nb\n");
    Path second = Files.writeString(folder.resolve("second"), "c");
    try (Peer peer = new Peer(answer(WEIR, this::acknowledge))) {
      String[] args = {"--split", "whole", "--server", peer.url("")};
      assertThat(
              run(
                  "readings",
                  first.toString(),
                  second.toString(),
                  args[0],
                  args[1],
                  args[2],
                  args[3]))
          .isZero();
    }
    assertThat(received).extracting(it -> publish(it, "valueText")).containsExactly("a\nb\n", "c");
  }

  @Test
  void saysWhichRecordsAreRefused() {
    in = text("a\nb\nc\n");
    Function<String, List<WebSocketFrame>> answers =
        message ->
            publish(message, "valueText").equals("b")
                ? frames(
                    "{\"error\":{\"code\":\"invalid_record\",\"message\":\"no JSON\",\"id\":2}}")
                : acknowledge(message);
    try (Peer peer = new Peer(answer(WEIR, answers))) {
      assertThat(run("readings", "--server", peer.url(""))).isEqualTo(2);
    }
    assertThat(err)
        .hasToString(
            """
            weir: line 2 is refused: invalid_record, no JSON
            weir: 2 records acknowledged, 1 refused
            """);
  }

  @Test
  void sendsAgainWhatWasNotAcknowledged() {
    in = text("a\nb\nc\n");
    Function<String, List<WebSocketFrame>> leaving =
        message ->
            publish(message, "valueText").equals("c")
                ? List.of(new CloseWebSocketFrame(1012, "restarting"))
                : publish(message, "valueText").equals("a") ? acknowledge(message) : List.of();
    try (Peer peer =
        new Peer(answer(WEIR, leaving), refuse(503, ""), answer(WEIR, this::acknowledge))) {
      assertThat(run("readings", "--server", peer.url(""))).isZero();
    }
    assertThat(received).extracting(it -> publish(it, "valueText")).containsExactly("a", "b", "c");
    assertThat(err.toString().lines())
        .satisfiesExactly(
            it -> assertThat(it).startsWith("weir: closed by the server: 1012 restarting; connect"),
            it -> assertThat(it).startsWith("weir: refused by the server: 503; connecting again"),
            it -> assertThat(it).isEqualTo("weir: connected again"),
            it -> assertThat(it).isEqualTo("weir: 3 records acknowledged, 2 sent again"));
  }

  @Test
  void whatIsWrongForAllIsSaidOnce() {
    in = text("a\n");
    String error = "{\"error\":{\"code\":\"not_writable\",\"message\":\"trucks is not\",\"id\":1}}";
    try (Peer peer = new Peer(answer(WEIR, _ -> frames(error)))) {
      assertThat(run("trucks", "--server", peer.url(""))).isEqualTo(2);
    }
    assertThat(err)
        .hasToString(
            """
            weir: refused by the server: not_writable, trucks is not
            weir: 0 records acknowledged, 1 not, from line 1 on
            """);
  }

  @Test
  void anotherServerIsSentTheRecordsAsTheyAre() throws InterruptedException {
    in = text("a\nb\n");
    try (Peer peer = new Peer(answer(null, this::note))) {
      assertThat(run(peer.url("/ingest"))).isZero();
      assertThat(peer.closeCode()).isEqualTo(1000);
    }
    assertThat(received).containsExactly("a", "b");
    assertThat(err)
        .hasToString("weir: 2 records sent, which is all that this server lets one know\n");
  }

  @Test
  void aLinkAcknowledgesInOrder() throws InterruptedException {
    in = text("a\nb\n");
    Function<String, List<WebSocketFrame>> answers =
        message ->
            message.equals("a")
                ? frames("{\"error\":{\"code\":\"invalid_record\",\"message\":\"no\",\"id\":9}}")
                : frames("{\"ack\":{\"partition\":0,\"offset\":17}}");
    try (Peer peer = new Peer(answer(null, answers))) {
      assertThat(run(peer.url("/api/data?ack=each"))).isEqualTo(2);
      assertThat(peer.request().uri()).isEqualTo("/api/data?ack=each");
    }
    assertThat(err)
        .hasToString(
            """
            weir: line 1 is refused: invalid_record, no
            weir: 1 record acknowledged, 1 refused
            """);
  }

  @Test
  void aServerThatIsNoWeirIsNotSpokenToAsOne() {
    in = text("a\n");
    try (Peer peer = new Peer(answer(null, this::note))) {
      assertThat(run("readings", "--server", peer.url(""))).isEqualTo(2);
    }
    assertThat(received).isEmpty();
    assertThat(err.toString()).startsWith("weir: this server does not speak weir.v1");
  }

  @Test
  void givesUpWhenNothingGotOn() throws Exception {
    in = text("a\n");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(run("readings", "--server", "ws://127.0.0.1:" + port, "--timeout", "500ms"))
        .isEqualTo(75);
    assertThat(err.toString().lines().toList())
        .endsWith(
            "weir: nothing got on for 500ms (--timeout)",
            "weir: 0 records acknowledged, 1 not, from line 1 on");
  }

  @Test
  void givesUpWhenNothingIsAcknowledged() {
    in = text("a\n");
    try (Peer peer = new Peer(answer(WEIR, this::note))) {
      assertThat(run("readings", "--server", peer.url(""), "--timeout", "500ms")).isEqualTo(75);
    }
    assertThat(received).hasSize(1);
  }

  @Test
  void whatCannotBeIsRefusedAtOnce() {
    assertThat(run("readings", "--rate", "0")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--rate 0.0: more than 0");
    assertThat(run("readings", "--timeout", "soon")).isEqualTo(2);
    assertThat(err.toString()).contains("'soon' is no duration, such as 60s or 5m");
  }

  private int run(String... args) {
    Surroundings surroundings = new Surroundings(in, false, onSignal::complete, it -> {});
    return new CommandLine(new PublishCommand(surroundings))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private List<WebSocketFrame> note(String message) {
    received.add(message);
    return List.of();
  }

  private List<WebSocketFrame> acknowledge(String message) {
    received.add(message);
    return frames(
        "{\"ack\":{\"partition\":0,\"offset\":17,\"id\":%s}}".formatted(publish(message, "id")));
  }

  private static String publish(String message, String member) {
    return Json.parse(message).orElseThrow().path("publish").path(member).asText();
  }

  private static List<WebSocketFrame> frames(String text) {
    return List.of(new TextWebSocketFrame(text));
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
