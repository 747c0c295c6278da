package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** An HTTP client reads a response without end, which has one. */
class HttpClientIT extends ServerTest {

  /** The client fails where a chunk or the end is not as RFC 9112 section 7.1 wants it. */
  @Test
  void readsEventsToTheirEnd() throws IOException, InterruptedException {
    Session session = new Session();
    server().dialect().put("/session", session);
    URI uri = URI.create("http://localhost:" + server().address().getPort() + "/session");
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Accept", Requests.type(Wire.EVENTS)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      var body = client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
      session.write("x".repeat(100_000));
      session.on(
          socket -> {
            socket.ping();
            socket.close(new CloseReason(4003, "enough"));
            return socket;
          });
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));

      assertThat(lines.readLine()).hasSize("data: ".length() + 100_000);
      assertThat(lines.lines())
          .contains("event: close", "data: {\"code\":4003,\"message\":\"enough\"}");
    }
  }
}
