package io.weir.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.dial.DialLinks;
import io.weir.engine.metric.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger may send, byte by byte. Every refusal has the shape of all errors. */
class AdminStrangersIT {
  private final AdminServer server =
      new AdminServer(
          new AdminSettings("127.0.0.1", 0, AdminServerIT.ANYBODY),
          new AdminSources(
              new Metrics(), List::of, List::of, () -> DialLinks.NONE, Optional::empty));

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stillAnswersAndStops() throws IOException {
    assertThat(answer("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
    server.stop(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthz", "/metrics", "/api/v1/streams", "/", "/nothing"})
  void refusesTheNameOfAnotherSite(String path) throws IOException {
    String answer =
        answer("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assertRefused(answer, 403, "forbidden");
  }

  @Test
  void answersHealthChecksWithoutAHost() throws IOException {
    assertThat(answer("GET /healthz HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200").endsWith("ok\n");
  }

  @Test
  void refusesALongRequestLine() throws IOException {
    String path = "/" + "a".repeat(9_000);
    assertRefused(answer("GET " + path + " HTTP/1.1\r\n\r\n"), 414, "request_too_large");
  }

  @Test
  void refusesLongHeaders() throws IOException {
    String header = "X-Long: " + "a".repeat(9_000) + "\r\n";
    assertRefused(
        answer("GET / HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n"),
        431,
        "request_too_large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0016\u0003\u0001 no HTTP\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET /%2e%2e/metrics HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /a%00b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET //metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"
      })
  void refusesWhatIsMalformedOrAmbiguous(String request) throws IOException {
    assertRefused(answer(request), 400, "bad_request");
  }

  @Test
  void ignoresABodyAndAnUnknownMethod() throws IOException {
    assertRefused(
        answer(
            "BREW /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n"
                + "Connection: close\r\n\r\nabc"),
        405,
        "method_not_allowed");
  }

  @Test
  void answersThoughMoreConnectThanItHoldsAndStaySilent() throws IOException {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 280; i++) {
        silent.add(open());
        send(silent.getLast(), "GET /met");
      }
      assertThat(answer("GET /readyz HTTP/1.0\r\n\r\n")).endsWith("ready\n");
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  private static void assertRefused(String answer, int status, String code) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains("Cache-Control: no-store", "X-Content-Type-Options: nosniff")
        .contains("Content-Type: application/json")
        .contains("\r\n\r\n{\"error\":\"" + code + "\",\"message\":\"")
        .doesNotContain("Jetty", "evil", "<");
  }

  private Socket open() throws IOException {
    Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String answer(String request) throws IOException {
    try (Socket socket = open()) {
      send(socket, request);
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
