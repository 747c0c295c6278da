package io.weir.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.dial.DialLinks;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.link.KeyFilter;
import io.weir.engine.link.OutSettings;
import io.weir.engine.link.Outs;
import io.weir.engine.link.Subscription;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metrics;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import io.weir.testing.socket.HeapFrameMemory;
import io.weir.testing.socket.ManualLoop;
import io.weir.testing.socket.MemoryPeer;
import io.weir.testing.socket.WireFrame;
import io.weir.testing.stream.MemoryLog;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions as operators see and end them, of a node whose one loop is stepped by hand. */
@Timeout(60)
final class SessionsIT {
  private static final Stream TRUCKS = new Stream("trucks", "trucks", Format.JSON, false, true);

  private final Metrics metrics = new Metrics();
  private final MemoryLog log = new MemoryLog(1);
  private final ManualLoop loop = new ManualLoop();
  private final Outs outs =
      new Outs(log, new HeapFrameMemory(), List.of(loop), OutSettings.DEFAULT, metrics);
  private final AdminServer server =
      new AdminServer(
          new AdminSettings("127.0.0.1", 0, AdminServerIT.ANYBODY),
          new AdminSources(
              metrics,
              List::of,
              List::of,
              () -> DialLinks.NONE,
              () -> Optional.of(outs.sessions())));
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() {
    log.createTopic("trucks", 1);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(Duration.ZERO);
    client.close();
  }

  @Test
  void listsThemWithTheTotal() throws Exception {
    open("truck-*");
    open();
    HttpResponse<String> answer = ask("GET", "/api/v1/sessions?limit=1");

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode page = new ObjectMapper().readTree(answer.body());
    Instant since = Instant.parse(page.at("/sessions/0/since").asText());
    assertThat(since).isBefore(Instant.now().plusMillis(1));
    assertThat(answer.body())
        .isEqualTo(
            """
            {"total":2,"silentLoops":0,"sessions":[{"id":"0-1","who":"anonymous","address":"memory",\
            "listener":"public","stream":"trucks","direction":"out","keys":["truck-*"],\
            "sent":{"records":0,"bytes":0},"received":{"messages":0,"bytes":0,"unacknowledged":0},\
            "unsent":0,"since":"%s"}]}"""
                .formatted(since));
  }

  @Test
  void closesOneOnce() throws Exception {
    MemoryPeer peer = open();

    HttpResponse<String> answer = ask("DELETE", "/api/v1/sessions/0-1");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(peer.close().map(WireFrame::closeCode)).hasValue(4003);
    HttpResponse<String> again = ask("DELETE", "/api/v1/sessions/0-1");
    assertThat(again.statusCode()).isEqualTo(404);
    assertThat(again.body()).contains("\"error\":\"not_found\"", "no open session");
  }

  @Test
  void tellsOfLoopsThatDoNotAnswer() throws Exception {
    open();
    HttpResponse<String> answer = askAsync("GET", "/api/v1/sessions").get();
    assertThat(answer.body()).isEqualTo("{\"total\":0,\"silentLoops\":1,\"sessions\":[]}");
    assertThat(askAsync("DELETE", "/api/v1/sessions/0-1").get().statusCode()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "-1", "", "ten", "99999999999", "%D9%A3"})
  void boundsTheLimit(String limit) throws Exception {
    HttpResponse<String> answer = ask("GET", "/api/v1/sessions?limit=" + limit);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("limit is a whole number from 1 to 1000");
  }

  @Test
  void doesNotCloseForAPageOfAnotherOrigin() throws Exception {
    MemoryPeer peer = open();
    for (String origin : List.of("http://evil.example", "null", "http://localhost:1")) {
      HttpRequest.Builder request = request("DELETE", "/api/v1/sessions/0-1");
      HttpResponse<String> answer = send(request.header("Origin", origin)).get();
      assertThat(answer.statusCode()).as(origin).isEqualTo(403);
    }
    loop.run();
    assertThat(peer.close()).isEmpty();

    String own = "http://127.0.0.1:" + server.address().getPort();
    HttpRequest.Builder request = request("DELETE", "/api/v1/sessions/0-1").header("Origin", own);
    assertThat(stepped(send(request)).statusCode()).isEqualTo(204);
  }

  private MemoryPeer open(String... keys) {
    Subscription subscription =
        new Subscription(
            TRUCKS, KeyFilter.of(List.of(keys)), FrameKind.VALUE, Labels.of("listener", "public"));
    MemoryPeer peer = MemoryPeer.connect(loop, outs.subscribe(subscription), 65_536).polite();
    for (int i = 0; i < 5; i++) {
      loop.run();
      log.tail(TRUCKS).step(0);
    }
    assertThat(peer.opening().socket()).isPresent();
    return peer;
  }

  private HttpResponse<String> ask(String method, String path) throws Exception {
    return stepped(askAsync(method, path));
  }

  private CompletableFuture<HttpResponse<String>> askAsync(String method, String path) {
    return send(request(method, path));
  }

  private HttpResponse<String> stepped(CompletableFuture<HttpResponse<String>> answer)
      throws Exception {
    while (!answer.isDone()) {
      loop.run();
      Thread.onSpinWait();
    }
    return answer.get();
  }

  private HttpRequest.Builder request(String method, String path) {
    URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    return HttpRequest.newBuilder(uri)
        .timeout(Duration.ofSeconds(20))
        .method(method, BodyPublishers.noBody());
  }

  private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }
}
