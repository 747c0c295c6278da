package io.weir.cli.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class WebSocketConnectorIT {
  private static final WebSocketConnector.Timing QUICK =
      new WebSocketConnector.Timing(
          Duration.ofSeconds(2),
          Duration.ofMillis(20),
          Duration.ofMillis(100),
          Duration.ofMillis(100));

  private final Connector.Receiver receiver =
      new Connector.Receiver() {
        @Override
        public void onOpen(Connector.Line line) {}

        @Override
        public boolean onMessage(Message message) {
          return true;
        }
      };

  @Test
  void aServerThatIsSilentIsLost() throws InterruptedException {
    try (Peer peer = new Peer(Peer.send())) {
      Ending ending = connect(URI.create(peer.url("/")));
      assertThat(ending.reason()).startsWith("nothing heard for ");
      assertThat(ending.advice()).isEqualTo(Advice.RECONNECT);
    }
  }

  @Test
  void aServerThatNeverAnswersIsLost() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ending ending = connect(URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/"));
      assertThat(ending.reason()).endsWith(": no answer in time");
      assertThat(ending.advice()).isEqualTo(Advice.RECONNECT);
    }
  }

  @Test
  void nobodyListens() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    URI uri = URI.create("ws://127.0.0.1:" + port + "/");
    assertThat(connect(uri))
        .isEqualTo(new Ending.Lost("cannot connect to " + uri + ": connection refused"));
  }

  @Test
  void anUnknownHostMayBeKnownLater() throws InterruptedException {
    Ending ending = connect(URI.create("ws://weir.invalid/"));
    assertThat(ending)
        .isEqualTo(new Ending.Lost("cannot connect to ws://weir.invalid/: unknown host"));
  }

  @Test
  void aServerThatDoesNotSpeakHttp() throws Exception {
    assertThat(answer("SSH-2.0-OpenSSH_9.6\r\n\r\n").advice()).isEqualTo(Advice.RECONNECT);
  }

  @Test
  void aServerThatAcceptsWithoutProof() throws Exception {
    Ending ending =
        answer(
            """
            HTTP/1.1 101 Switching Protocols\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Accept: wrong\r
            \r
            """);
    assertThat(ending.advice()).isEqualTo(Advice.GIVE_UP);
  }

  @Test
  void aHeaderThatIsNotAllowedIsImpossible() throws InterruptedException {
    Header header = new Header("Sec-WebSocket-Key", "x");
    try (var connector =
        new WebSocketConnector(
            () -> URI.create("ws://127.0.0.1/"),
            List.of(header),
            Optional.empty(),
            Authorities.ofJava(),
            QUICK)) {
      assertThat(connector.connect(receiver).advice()).isEqualTo(Advice.GIVE_UP);
    }
  }

  private Ending connect(URI uri) throws InterruptedException {
    try (var connector =
        new WebSocketConnector(
            () -> uri, List.of(), Optional.empty(), Authorities.ofJava(), QUICK)) {
      return connector.connect(receiver);
    }
  }

  /** Connects to a server that answers with these bytes and closes. */
  private Ending answer(String bytes) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var served = CompletableFuture.runAsync(() -> serve(server, bytes));
      Ending ending = connect(URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/"));
      served.join();
      return ending;
    }
  }

  private static void serve(ServerSocket server, String bytes) {
    try (Socket socket = server.accept()) {
      BufferedReader request =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      var _ = request.lines().takeWhile(line -> !line.isEmpty()).count();
      socket.getOutputStream().write(bytes.getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
