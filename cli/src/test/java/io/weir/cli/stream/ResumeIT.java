package io.weir.cli.stream;

import static io.weir.cli.connection.Peer.refuse;
import static io.weir.cli.connection.Peer.send;
import static io.weir.cli.connection.Peer.sendAndBreak;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.weir.cli.Terminal;
import io.weir.cli.connection.Peer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Where {@code weir stream} begins, and goes on after a loss and the next time. */
@Timeout(30)
final class ResumeIT {
  private final CompletableFuture<Runnable> onSignal = new CompletableFuture<>();
  private final StringWriter err = new StringWriter();
  private OutputStream out = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "--from -15m,                      from=-15m",
    "--from earliest,                  from=earliest",
    "--from 2026-11-20T12:00:00+01:00, from=2026-11-20T12:00:00+01:00",
    "--last 10,                        last=10",
    "--frame cloudevents,              frame=cloudevents",
    "--frame record,                   frame=record",
    "--frame value -o json,            cursor=every:1s",
    "-o table,                         frame=record",
    "'',                               notices=true"
  })
  void asksForWhatItsOptionsSay(String options, String parameter) throws InterruptedException {
    try (Peer peer = new Peer(send(text("{}")))) {
      assertThat(run(peer, ("trucks -n 1 " + options).strip().split(" ", -1))).isZero();
      String[] pair = parameter.split("=", 2);
      assertThat(query(peer)).containsEntry(pair[0], List.of(pair[1]));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--from latest --last 1; --from and --last both say where to begin; leave one out",
        "--last 0;               --last 0: at least 1",
        "--frame json;           is not value, record or cloudevents"
      })
  void whatMakesNoSenseIsRefused(String options, String reason) {
    String server = "ws://127.0.0.1:9";
    assertThat(run(server, ("trucks " + options).split(" ", -1))).isEqualTo(2);
    assertThat(err.toString()).contains(reason);
  }

  @Test
  void goesOnBehindTheLastRecordAfterALoss() throws InterruptedException {
    try (Peer peer =
        new Peer(
            send(hello(0), record(0), record(1), new CloseWebSocketFrame(1012, "restarting")),
            refuse(503, ""),
            sendAndBreak(hello(2), record(2)),
            send(hello(3), record(3)))) {
      assertThat(run(peer, "trucks", "--last", "2", "-o", "json", "-n", "4")).isZero();
      assertThat(out.toString().lines()).hasSize(4).doesNotHaveDuplicates();
      assertThat(query(peer)).containsEntry("last", List.of("2")).doesNotContainKey("from");
      for (int next : List.of(2, 2, 3)) {
        assertThat(query(peer))
            .containsEntry("from", List.of(cursor(next)))
            .doesNotContainKey("last");
      }
    }
  }

  @Test
  void withoutARecordItGoesOnWhereItWasGreeted() throws InterruptedException {
    try (Peer peer =
        new Peer(
            send(text("\u001e{\"hello\":{\"cursor\":\"" + cursor(7) + "\"}}"), closed()),
            send(text("a")))) {
      assertThat(run(peer, "trucks", "-n", "1")).isZero();
      assertThat(query(peer)).doesNotContainKey("from");
      assertThat(query(peer)).containsEntry("from", List.of(cursor(7)));
      assertThat(out).hasToString("a\n");
    }
  }

  @Test
  void aFrameInTheUrlIsUnderstood() throws InterruptedException {
    try (Peer peer = new Peer(send(hello(0), record(0)), send(hello(0), record(0)))) {
      assertThat(run(peer, "/streams/t?frame=record", "-n", "1")).isZero();
      assertThat(run(peer, "/streams/t?frame=value", "-n", "1", "-f", "record", "-o", "value"))
          .isZero();
      assertThat(query(peer)).containsEntry("frame", List.of("record"));
      assertThat(query(peer)).containsEntry("frame", List.of("record"));
      assertThat(out.toString().lines())
          .satisfiesExactly(
              it -> assertThat(it).startsWith("{\"stream\":\"t\","),
              it -> assertThat(it).isEqualTo("{\"n\": 0}"));
    }
  }

  @Test
  void amongValuesItGoesOnAtTheCursorThatWasTold() throws InterruptedException {
    String told = "\u001e{\"cursor\":\"" + cursor(2) + "\"}";
    try (Peer peer =
        new Peer(send(text("a"), text("b"), text(told), text("c"), closed()), send(text("c")))) {
      assertThat(run(peer, "trucks", "-n", "4")).isZero();
      assertThat(out).hasToString("a\nb\nc\nc\n");
      assertThat(query(peer)).doesNotContainKey("from");
      assertThat(query(peer)).containsEntry("from", List.of(cursor(2)));
    }
  }

  @Test
  void anotherServerIsAskedForNothing() throws InterruptedException {
    try (Peer peer = new Peer(send(text("{\"cursor\":\"x\"}"), closed()), send(text("b")))) {
      assertThat(run(peer.url(""), peer.url("/feed?a=1"), "-n", "2")).isZero();
      assertThat(peer.request().uri()).isEqualTo("/feed?a=1");
      assertThat(peer.request().uri()).isEqualTo("/feed?a=1");
      assertThat(out).hasToString("{\"cursor\":\"x\"}\nb\n");
    }
  }

  @Test
  void gapsAreToldAndInJsonTheyAreLines() {
    String gap =
        "{\"gap\":{\"stream\":\"t\",\"partition\":1,\"from\":5,\"to\":9,\"reason\":\"history\"}}";
    try (Peer peer = new Peer(send(text(gap), record(0)))) {
      assertThat(run(peer, "t", "-o", "json", "-n", "1")).isZero();
      assertThat(out.toString().lines().toList()).hasSize(2).first().isEqualTo(gap);
      assertThat(err)
          .hasToString("weir: gap in t: offsets 5 to 9 of partition 1 are missing (history)\n");
    }
  }

  @Test
  void theNextRunGoesOnWhereTheFileSays() throws Exception {
    Path file = folder.resolve("trucks.cursor");
    try (Peer peer =
        new Peer(send(hello(0), record(0), record(1)), send(hello(2), record(2), record(3)))) {
      String[] options = {"t", "--from", "earliest", "--save-cursor", file.toString(), "-n", "2"};
      assertThat(run(peer, options)).isZero();
      assertThat(file).hasContent(cursor(2));
      assertThat(run(peer, options)).isZero();
      assertThat(file).hasContent(cursor(4));
      assertThat(out).hasToString("{\"n\": 0}\n{\"n\": 1}\n{\"n\": 2}\n{\"n\": 3}\n");
      assertThat(query(peer)).containsEntry("from", List.of("earliest"));
      assertThat(query(peer)).containsEntry("from", List.of(cursor(2)));
    }
  }

  /** The file is behind the printed records, never ahead of them. */
  @Test
  void whatWasNotPrintedIsNotInTheFile() {
    Path file = folder.resolve("trucks.cursor");
    out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    try (Peer peer = new Peer(send(hello(0), record(0)))) {
      assertThat(run(peer, "t", "--save-cursor", file.toString())).isZero();
      assertThat(file).hasContent(cursor(0));
    }
  }

  @Test
  void onASignalTheFileIsSaved() {
    Path file = folder.resolve("trucks.cursor");
    out =
        new OutputStream() {
          @Override
          public void write(int b) {}

          @Override
          public void flush() {
            var _ = CompletableFuture.runAsync(onSignal.join());
          }
        };
    try (Peer peer = new Peer(send(hello(0), record(0)))) {
      assertThat(run(peer, "t", "--save-cursor", file.toString())).isZero();
      assertThat(file).hasContent(cursor(1));
    }
  }

  @Test
  void aCursorThatIsRefusedIsToldWithItsFile() throws IOException {
    Path file = Files.writeString(folder.resolve("trucks.cursor"), cursor(1));
    String body = "{\"error\":\"bad_request\",\"message\":\"parameter from: of another stream\"}";
    try (Peer peer = new Peer(refuse(400, body))) {
      assertThat(run(peer, "t", "--save-cursor", file.toString())).isEqualTo(2);
      assertThat(err.toString().lines())
          .containsExactly(
              "weir: refused by the server: 400 parameter from: of another stream",
              "weir: the cursor was read from " + file + "; without that file it begins anew");
      assertThat(file).hasContent(cursor(1));
    }
  }

  private int run(Peer peer, String... args) {
    return run(peer.url(""), args);
  }

  private int run(String server, String... args) {
    Surroundings surroundings =
        new Surroundings(out, () -> new Terminal(false), onSignal::complete, it -> {});
    CommandLine command =
        new CommandLine(new StreamCommand(surroundings)).setErr(new PrintWriter(err, true));
    return command.execute(
        Stream.concat(Stream.of("--server", server), Stream.of(args)).toArray(String[]::new));
  }

  private static Map<String, List<String>> query(Peer peer) throws InterruptedException {
    return new QueryStringDecoder(peer.request().uri()).parameters();
  }

  private static String cursor(int offset) {
    return "AVRy_cursor-at-offset-" + offset;
  }

  private static WebSocketFrame hello(int offset) {
    return text("{\"hello\":{\"stream\":\"t\",\"cursor\":\"" + cursor(offset) + "\"}}");
  }

  private static WebSocketFrame record(int offset) {
    return text(
        "{\"stream\":\"t\",\"key\":\"k\",\"value\":{\"n\": %d},\"partition\":0,\"offset\":%d,\"cursor\":\"%s\"}"
            .formatted(offset, offset, cursor(offset + 1)));
  }

  private static WebSocketFrame closed() {
    return new CloseWebSocketFrame(1012, "");
  }

  private static TextWebSocketFrame text(String text) {
    return new TextWebSocketFrame(text);
  }
}
