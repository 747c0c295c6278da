package io.weir.admin;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.dial.DialLinks;
import io.weir.engine.metric.Metrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stops while a request runs: one that asks for readiness and waits until the test lets it go. */
@Timeout(30)
class AdminStopIT {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch letGo = new CountDownLatch(1);
  private final AdminServer server =
      new AdminServer(
          new AdminSettings("127.0.0.1", 0, AdminServerIT.ANYBODY),
          new AdminSources(
              new Metrics(), this::reasons, List::of, () -> DialLinks.NONE, Optional::empty));
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void end() {
    letGo.countDown();
    server.stop(Duration.ZERO);
    client.shutdownNow();
  }

  @Test
  void letsARunningRequestEnd() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = ask();
    CompletableFuture<Void> stopped =
        CompletableFuture.runAsync(() -> server.stop(Duration.ofSeconds(20)));
    letGo.countDown();
    assertThat(answer.get().body()).isEqualTo("ready\n");
    stopped.get();
  }

  @Test
  void cutsARunningRequestOffAtTheDeadline() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = ask();
    server.stop(Duration.ofMillis(50));
    assertThat(answer.exceptionally(e -> null).get(10, SECONDS)).isNull();
  }

  private CompletableFuture<HttpResponse<String>> ask() throws InterruptedException {
    server.start();
    URI ready = URI.create("http://127.0.0.1:" + server.address().getPort() + "/readyz");
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(HttpRequest.newBuilder(ready).build(), BodyHandlers.ofString());
    asked.await();
    return answer;
  }

  private List<String> reasons() {
    asked.countDown();
    try {
      letGo.await();
      return List.of();
    } catch (InterruptedException e) {
      return List.of("interrupted");
    }
  }
}
