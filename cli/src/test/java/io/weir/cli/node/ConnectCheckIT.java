package io.weir.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.weir.engine.config.Overrides;
import io.weir.engine.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ConnectCheckIT {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void tellsWhatIsDown() throws IOException {
    int port = freePort();

    assertThat(
            check(
                "streams: {s: }\nlinks: [{name: a, dial: 'ws://127.0.0.1:%d/?t=secret', in: s}]",
                port))
        .isEqualTo(75);
    assertThat(out.toString()).startsWith("kafka: the embedded one");
    assertThat(err.toString())
        .startsWith("link a (ws://127.0.0.1:" + port + "/): ")
        .contains("check host and port in `dial`")
        .doesNotContain("secret");
  }

  @Test
  void tellsWhatRefusesUs() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    server.start();
    try {
      assertThat(
              check(
                  "streams: {s: }\nlinks: [{name: a, dial: 'ws://127.0.0.1:%d', out: s}]",
                  server.getAddress().getPort()))
          .isEqualTo(2);
      assertThat(err.toString()).contains("401", "check the credentials in `dial` or `headers`");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void triesEveryKafkaAddress() throws IOException {
    int port = freePort();

    assertThat(check("kafka: {bootstrap.servers: '127.0.0.1:%1$d,localhost:%1$d'}", port))
        .isEqualTo(75);
    assertThat(err.toString().lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("kafka 127.0.0.1:" + port + ": no answer within"))
        .anyMatch(line -> line.startsWith("kafka localhost:" + port + ": no answer within"));
  }

  private int check(String text, int port) throws IOException {
    Path file = Files.writeString(folder.resolve("weir.yaml"), text.formatted(port));
    PrintWriter errors = new PrintWriter(err, true);
    Settings settings =
        new SettingsLoader("", Optional.empty(), Map.of(), errors)
            .load(Optional.of(file), Overrides.NONE)
            .orElseThrow();
    return new ConnectCheck(settings, new PrintWriter(out, true), errors).run();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
      return socket.getLocalPort();
    }
  }
}
