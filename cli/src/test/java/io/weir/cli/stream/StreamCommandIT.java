package io.weir.cli.stream;

import static io.weir.cli.connection.Peer.refuse;
import static io.weir.cli.connection.Peer.send;
import static io.weir.cli.connection.Peer.sendAndBreak;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.weir.cli.Terminal;
import io.weir.cli.connection.Peer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(30)
final class StreamCommandIT {
  private final CompletableFuture<Runnable> onSignal = new CompletableFuture<>();
  private final StringWriter err = new StringWriter();
  private OutputStream out = new ByteArrayOutputStream();

  @Test
  void printsValuesUntilTheCountIsReached() throws InterruptedException {
    try (Peer peer = new Peer(send(text("a"), text("b"), text("c")))) {
      assertThat(run(peer.url("/feed"), "-n", "2")).isZero();
      assertThat(out).hasToString("a\nb\n");
      assertThat(err.toString()).isEmpty();
      assertThat(peer.closeCode()).isEqualTo(1000);
    }
  }

  @Test
  void putsPartsOfAMessageTogether() {
    String large = "x".repeat(1 << 20);
    try (Peer peer =
        new Peer(
            send(
                new TextWebSocketFrame(false, 0, "a\u00fc"),
                new ContinuationWebSocketFrame(false, 0, large),
                new ContinuationWebSocketFrame(true, 0, "b")))) {
      assertThat(run(peer.url("/"), "-n", "1")).isZero();
      assertThat(((ByteArrayOutputStream) out).toString(UTF_8))
          .isEqualTo("a\u00fc" + large + "b\n");
    }
  }

  @Test
  void asksANativeServerForKeysAndRecords() throws InterruptedException {
    String record = "{\"stream\":\"trucks\",\"key\":\"k\",\"value\":1}";
    try (Peer peer = new Peer(send(text(record)))) {
      int status =
          run(
              "trucks",
              "--server",
              peer.url(""),
              "--key",
              "truck-00*",
              "-k",
              "ü",
              "-o",
              "json",
              "-n",
              "1");
      assertThat(status).isZero();
      assertThat(peer.request().uri())
          .isEqualTo(
              "/streams/trucks?key=truck-00*&key=%C3%BC&frame=record&hello=true"
                  + "&cursor=every%3A30s&notices=true");
      assertThat(out).hasToString(record + "\n");
    }
  }

  @Test
  void aTableIsPlainTextInAPipe() throws InterruptedException {
    String first = "{\"stream\":\"t\",\"key\":\"k\",\"value\":{\"a\":1}}";
    String second = "{\"stream\":\"t\",\"key\":\"l\",\"value\":{\"a\":2}}";
    try (Peer peer = new Peer(send(text(first), text(second)))) {
      assertThat(run("t", "--server", peer.url(""), "-o", "table", "-n", "2")).isZero();
      assertThat(peer.request().uri()).startsWith("/streams/t?frame=record&");
      assertThat(out).hasToString("key  a\nk    1\nl    2\n");
    }
  }

  @Test
  void sendsHeadersAndCredentials() throws InterruptedException {
    try (Peer peer = new Peer(send(text("a")))) {
      run(
          peer.url("/"),
          "-n",
          "1",
          "--user",
          "me:secret",
          "--header",
          "X-One: 1",
          "-H",
          "X-Two: 2");
      Peer.Request request = peer.request();
      assertThat(List.of("Authorization", "X-One", "X-Two"))
          .extracting(request.headers()::get)
          .containsExactly("Basic bWU6c2VjcmV0", "1", "2");
    }
  }

  @Test
  void comesBackAfterARestartABreakAndARefusal() {
    try (Peer peer =
        new Peer(
            send(text("a"), new CloseWebSocketFrame(1012, "restarting")),
            refuse(503, "{\"error\":\"not-ready\",\"message\":\"Kafka is away\"}"),
            sendAndBreak(text("b")),
            send(text("c")))) {
      assertThat(run(peer.url("/"), "-n", "3")).isZero();
      assertThat(out).hasToString("a\nb\nc\n");
      assertThat(err.toString().lines())
          .satisfiesExactly(
              it ->
                  assertThat(it)
                      .startsWith(
                          "weir: closed by the server: 1012 restarting; connecting again in "),
              it ->
                  assertThat(it)
                      .startsWith("weir: refused by the server: 503 Kafka is away; connecting"),
              it -> assertThat(it).isEqualTo("weir: connected again"),
              it -> assertThat(it).startsWith("weir: connection lost; connecting"),
              it -> assertThat(it).isEqualTo("weir: connected again"));
    }
  }

  @Test
  void givesUpWhereTheServerSaysThatItIsOfNoUse() {
    try (Peer peer = new Peer(send(new CloseWebSocketFrame(4502, "the topic was deleted")))) {
      assertThat(run(peer.url("/"))).isEqualTo(2);
      assertThat(err).hasToString("weir: closed by the server: 4502 the topic was deleted\n");
    }
  }

  @Test
  void showsWhyAHandshakeWasRefused() {
    try (Peer peer =
        new Peer(
            refuse(404, "{\"error\":\"unknown-stream\",\"message\":\"no stream 'x'\"}"),
            refuse(401, "", "WWW-Authenticate", "Basic realm=\"weir\""),
            refuse(302, "", "Location", "https://example.com/"))) {
      assertThat(run(peer.url("/"))).isEqualTo(2);
      assertThat(run(peer.url("/"))).isEqualTo(2);
      assertThat(run(peer.url("/"))).isEqualTo(2);
      assertThat(err)
          .hasToString(
              """
              weir: refused by the server: 404 no stream 'x'
              weir: refused by the server: 401; give credentials with --user USER:PASSWORD
              weir: refused by the server: 302 see https://example.com/
              """);
    }
  }

  @Test
  void endsQuietlyWhenItsReaderHasGone() {
    out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    try (Peer peer = new Peer(send(text("a"), text("b")))) {
      assertThat(run(peer.url("/"))).isZero();
      assertThat(err.toString()).isEmpty();
    }
  }

  @Test
  void saysGoodbyeOnASignal() throws InterruptedException {
    out =
        new OutputStream() {
          @Override
          public void write(int b) {
            var _ = CompletableFuture.runAsync(onSignal.join());
          }
        };
    try (Peer peer = new Peer(send(new TextWebSocketFrame(Unpooled.EMPTY_BUFFER)))) {
      assertThat(run(peer.url("/"))).isZero();
      assertThat(peer.closeCode()).isEqualTo(1000);
      assertThat(err.toString()).isEmpty();
    }
  }

  private int run(String... args) {
    Surroundings surroundings =
        new Surroundings(out, () -> new Terminal(false), onSignal::complete, it -> {});
    return new CommandLine(new StreamCommand(surroundings))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private static TextWebSocketFrame text(String text) {
    return new TextWebSocketFrame(text);
  }
}
