package io.weir.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.dial.BackoffSettings;
import io.weir.engine.dial.DialEdge;
import io.weir.engine.dial.DialLink;
import io.weir.engine.dial.DialLinks;
import io.weir.engine.dial.DialProgress;
import io.weir.engine.dial.DialSettings;
import io.weir.engine.dial.DialUser;
import io.weir.engine.dial.LinkCounts;
import io.weir.engine.dial.LinkName;
import io.weir.engine.dial.RemoteTemplate;
import io.weir.engine.dial.Template;
import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.DialFailure;
import io.weir.engine.socket.Remote;
import io.weir.testing.socket.HeapFrameMemory;
import io.weir.testing.socket.ManualLoop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Links that dial as operators see them, of a node whose one loop is stepped by hand. */
@Timeout(60)
final class LinksIT {
  private final Metrics metrics = new Metrics();
  private final ManualLoop loop = new ManualLoop();
  private final List<Remote> attempts = new ArrayList<>();
  private final DialLink link =
      new DialLink(new LinkName("partner", "out", "alerts"), settings(), new User(), edge(), loop);
  private final AdminServer server =
      new AdminServer(
          new AdminSettings("127.0.0.1", 0, AdminServerIT.ANYBODY),
          new AdminSources(
              metrics, List::of, List::of, () -> new DialLinks(List.of(link)), Optional::empty));
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(Duration.ZERO);
    client.close();
  }

  @Test
  void showsALinkThatWaits() throws Exception {
    link.start(Optional.empty());
    loop.run();
    Instant until = link.status().until().orElseThrow();

    assertThat(ask("GET", "/api/v1/links").body())
        .isEqualTo(
            """
            [{"name":"partner","side":"dial","direction":"out","stream":"alerts",\
            "url":"wss://gateway.example.com/v1","state":"waiting","since":"1970-01-01T00:00:00Z",\
            "until":"%s","lastError":"answered 401","attempts":1,"inFlight":3,"lag":40,\
            "confirmed":{"0":17,"1":4}}]"""
                .formatted(until));
  }

  @Test
  void showsALinkOfAnotherNode() throws Exception {
    assertThat(ask("GET", "/api/v1/links").body())
        .contains(
            "\"state\":\"stopped\"", "\"until\":null", "\"lastError\":null", "\"attempts\":0");
  }

  @Test
  void letsALinkTryAgain() throws Exception {
    link.start(Optional.empty());
    loop.run();
    HttpResponse<String> answer = ask("POST", "/api/v1/links/partner/retry");
    loop.run();

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(attempts).hasSize(2);
  }

  @Test
  void knowsNoOtherLinks() throws Exception {
    HttpResponse<String> answer = ask("POST", "/api/v1/links/partnr/retry");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("did you mean `partner`?");
  }

  @Test
  void itsNumbersAreMetrics() throws Exception {
    link.start(Optional.empty());
    loop.run();

    assertThat(ask("GET", "/metrics").body())
        .contains("weir_link_state{link=\"partner\",state=\"waiting\",stream=\"alerts\"} 1.0")
        .contains("weir_link_state{link=\"partner\",state=\"open\",stream=\"alerts\"} 0.0")
        .contains("weir_link_attempts_total{link=\"partner\",stream=\"alerts\"} 1.0")
        .contains("weir_link_in_flight_records{link=\"partner\",stream=\"alerts\"} 3.0")
        .contains("weir_link_lag_records{link=\"partner\",stream=\"alerts\"} 40.0");
  }

  private HttpResponse<String> ask(String method, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private DialEdge edge() {
    return new DialEdge(
        (remote, acceptor, failed) -> {
          attempts.add(remote);
          failed.accept(
              new DialFailure(DialFailure.Step.HANDSHAKE, "answered 401", 401, Optional.empty()));
        },
        new HeapFrameMemory(),
        metrics,
        () -> Instant.EPOCH,
        new SplittableRandom(1));
  }

  private static DialSettings settings() {
    return new DialSettings(
        new RemoteTemplate(
            Template.parse("wss://me:secret@gateway.example.com/v1?token=secret"),
            List.of(Map.entry("Authorization", Template.parse("secret"))),
            List.of(),
            Remote.Tls.DEFAULT,
            Optional.empty(),
            Duration.ofSeconds(10),
            1 << 20),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        BackoffSettings.DEFAULT,
        DialSettings.Ping.DEFAULT);
  }

  private static final class User implements DialUser {
    @Override
    public Acceptor next(DialProgress progress) {
      throw new AssertionError("nobody answers");
    }

    @Override
    public boolean hearsEarly() {
      return false;
    }

    @Override
    public LinkCounts counts() {
      return new LinkCounts(3, 40, Map.of(0, 17L, 1, 4L), Optional.empty());
    }
  }
}
