package io.weir.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.access.Access;
import io.weir.engine.dial.DialLinks;
import io.weir.engine.metric.Metrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where {@code admin.access} is written, the API needs it, on whatever address; the rest not. */
final class AdminAccessIT {
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<AdminServer> servers = List.of(server("127.0.0.1"), server("0.0.0.0"));

  private static AdminServer server(String host) {
    return new AdminServer(
        new AdminSettings(host, 0, Optional.of(new Access.Basic("ann", "correct horse"))),
        new AdminSources(new Metrics(), List::of, List::of, () -> DialLinks.NONE, Optional::empty));
  }

  @BeforeEach
  void start() {
    servers.forEach(AdminServer::start);
  }

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(Duration.ZERO));
    client.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void letsTheUserIn(int server) throws Exception {
    assertThat(ask(server, "/api/v1/streams", basic("ann:correct horse")).statusCode())
        .isEqualTo(200);
    assertThat(ask(server, "/api/v1/nothing", basic("ann:correct horse")).statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void asksEverybodyElseForCredentials(int server) throws Exception {
    for (String wrong : List.of("", basic("ann:horse"), basic("ann"), "Bearer x", "Basic %%%")) {
      for (String path : List.of("/api/v1/streams", "/api/v1/sessions", "/api/v1/nothing")) {
        HttpResponse<String> answer = ask(server, path, wrong);
        assertThat(answer.statusCode()).as(path + wrong).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic ");
        assertThat(answer.body()).contains("\"unauthenticated\"").doesNotContain("horse");
      }
    }
  }

  /** However the path is written, it is no route, or one that asks for credentials. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%61pi/v1/streams",
        "/api%2Fv1/streams",
        "//api/v1/streams",
        "/./api/v1/streams",
        "/metrics/../api/v1/streams",
        "/api;x=y/v1/streams",
        "/;x/api/v1/streams",
        "/API/v1/streams",
        "/api/v1/streams/",
        "/api/v1/streams?x=/healthz"
      })
  void hasNoWayAround(String path) throws Exception {
    assertThat(ask(0, path, "").statusCode()).isIn(400, 401, 404);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void keepsHealthAndMetricsOpen(int server) throws Exception {
    for (String path : List.of("/healthz", "/readyz", "/metrics")) {
      assertThat(ask(server, path, "").statusCode()).isEqualTo(200);
    }
  }

  private static String basic(String pair) {
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  private HttpResponse<String> ask(int server, String path, String authorization) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + servers.get(server).address().getPort() + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
