package io.weir.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.access.Access;
import io.weir.engine.dial.DialLinks;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.RefusedException;
import io.weir.engine.metric.Count;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metric;
import io.weir.engine.metric.Metrics;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminServerIT {
  static final Optional<Access> ANYBODY = Optional.of(new Access.Open());

  private final Metrics metrics = new Metrics();
  private final List<String> unready = new CopyOnWriteArrayList<>();
  private final List<StreamStatus> streams = new CopyOnWriteArrayList<>();
  private final AdminSources sources =
      new AdminSources(
          metrics,
          () -> List.copyOf(unready),
          () -> List.copyOf(streams),
          () -> DialLinks.NONE,
          Optional::empty);
  private final AdminServer server =
      new AdminServer(new AdminSettings("127.0.0.1", 0, ANYBODY), sources);
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
  void livesWhileItIsNotReady() throws Exception {
    unready.add("kafka: 127.0.0.1:9092 does not answer");
    HttpResponse<String> health = read("/healthz");
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).isEqualTo("ok\n");
  }

  @Test
  void saysWhyItIsNotReadyUntilItIs() throws Exception {
    unready.add("kafka: 127.0.0.1:9092 does not answer");
    unready.add("listener public: not bound");
    HttpResponse<String> before = read("/readyz");
    assertThat(before.statusCode()).isEqualTo(503);
    assertThat(before.body())
        .isEqualTo(
            "not ready\nkafka: 127.0.0.1:9092 does not answer\nlistener public: not bound\n");
    assertThat(send("HEAD", "/readyz").statusCode()).isEqualTo(503);

    unready.clear();
    HttpResponse<String> after = read("/readyz");
    assertThat(after.statusCode()).isEqualTo(200);
    assertThat(after.body()).isEqualTo("ready\n");
  }

  @Test
  void listsStreamsAsJson() throws Exception {
    assertThat(read("/api/v1/streams").body()).isEqualTo("[]");
    streams.add(StreamStatus.of(new Stream("trucks", "fleet", Format.JSON, true, false), 3));
    HttpResponse<String> answer = read("/api/v1/streams");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.body())
        .isEqualTo(
            """
            [{"name":"trucks","topic":"fleet","format":"json","create":true,"out":false,"sessions":3}]""");
  }

  @Test
  void listsItsPathsAtTheRoot() throws Exception {
    assertThat(read("/").body())
        .contains("/healthz", "/readyz", "/metrics", "/api/v1/streams", "/api/v1/sessions");
  }

  @Test
  void writesThePrometheusFormatUnlessAskedOtherwise() throws Exception {
    metrics.count(Metric.RECORDS_READ, Labels.of("stream", "trucks")).add(5);
    HttpResponse<String> answer = read("/metrics");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(Exposition.TEXT);
    PrometheusText scrape = PrometheusText.parse(answer.body());
    assertThat(scrape.value("weir_records_read_total", Map.of("stream", "trucks"))).isEqualTo(5);
  }

  @Test
  void writesOpenMetricsToThoseWhoAcceptIt() throws Exception {
    metrics.count(Metric.RECORDS_READ, Labels.NONE).add(5);
    HttpRequest request =
        request("/metrics")
            .header(
                "Accept", "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.3,*/*")
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(Exposition.OPEN_METRICS);
    assertThat(answer.body())
        .contains("# TYPE weir_records_read counter\n", "weir_records_read_total 5.0\n")
        .endsWith("# EOF\n");
  }

  @Test
  void countersNeverFallInScrapesThatRunWhileAThreadCounts() throws Exception {
    Count deliveries = metrics.count(Metric.DELIVERIES, Labels.NONE);
    AtomicBoolean counting = new AtomicBoolean(true);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<Long> writer = threads.submit(() -> countWhile(counting, deliveries));
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        readers.add(threads.submit(this::scrapesNeverFall));
      }
      try {
        for (Future<?> reader : readers) {
          reader.get();
        }
      } finally {
        counting.set(false);
      }
      long total = writer.get();
      assertThat(deliveriesNow()).isEqualTo((double) total);
    }
  }

  @Test
  void refusesOtherMethodsWithThoseItAllows() throws Exception {
    for (String method : List.of("POST", "DELETE", "OPTIONS", "PUT")) {
      HttpResponse<String> answer = send(method, "/metrics");
      assertThat(answer.statusCode()).as(method).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
      assertThat(answer.body())
          .isEqualTo("{\"error\":\"method_not_allowed\",\"message\":\"Allowed here: GET, HEAD\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/api", "/api/v1/nothing", "/healthz/x", "/metrics.txt"})
  void answersUnknownPathsInTheSameShape(String path) throws Exception {
    HttpResponse<String> answer = read(path);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .isEqualTo("{\"error\":\"not_found\",\"message\":\"No such path; GET / lists them\"}");
  }

  @Test
  void answersAFailureWithoutItsReason() throws Exception {
    metrics.gauge(Metric.CONSUMER_LAG, Labels.NONE, () -> Math.divideExact(1, zero()));
    HttpResponse<String> answer = read("/metrics");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).startsWith("{\"error\":\"internal_error\"").doesNotContain("zero");
    assertThat(read("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void everyAnswerForbidsCachingAndGuessing() throws Exception {
    for (String path : List.of("/", "/healthz", "/metrics", "/api/v1/streams", "/nothing")) {
      HttpResponse<String> answer = read(path);
      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("Server")).isEmpty();
    }
  }

  @Test
  void servesNoApiWhereNothingSaysToWhom() throws Exception {
    AdminServer open = new AdminServer(new AdminSettings("0.0.0.0", 0, Optional.empty()), sources);
    open.start();
    try {
      int port = open.address().getPort();
      HttpResponse<String> answer = read(port, "/api/v1/streams");
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("\"error\":\"forbidden\"", "admin.access", "0.0.0.0:0");
      assertThat(read(port, "/healthz").statusCode()).isEqualTo(200);
      assertThat(read(port, "/metrics").statusCode()).isEqualTo(200);
    } finally {
      open.stop(Duration.ZERO);
    }
  }

  @Test
  void refusesATakenPortInOneSentence() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      AdminSettings taken = new AdminSettings("127.0.0.1", other.getLocalPort(), ANYBODY);
      AdminServer second = new AdminServer(taken, sources);
      assertThatThrownBy(second::start)
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.refusal().code()).isEqualTo(ErrorCode.UNUSABLE_ENVIRONMENT))
          .hasMessage(
              "The admin address %s cannot be opened: another process uses it; choose another with"
                      .formatted(taken.address())
                  + " --admin or admin.address");
      second.stop(Duration.ZERO);
    }
  }

  @Test
  void refusesAnAddressOfAnotherMachine() {
    AdminServer elsewhere = new AdminServer(new AdminSettings("192.0.2.1", 0, ANYBODY), sources);
    assertThatThrownBy(elsewhere::start)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("it is not an address of this machine");
  }

  @Test
  void closesItsAddressWhenStopped() {
    int port = server.address().getPort();
    server.stop(Duration.ofSeconds(5));
    assertThatThrownBy(() -> read(port, "/healthz")).isInstanceOf(ConnectException.class);
    assertThatThrownBy(server::address).isInstanceOf(IllegalStateException.class);
    server.stop(Duration.ofSeconds(5));
  }

  private Void scrapesNeverFall() throws Exception {
    double last = 0;
    for (int i = 0; i < 25; i++) {
      double now = deliveriesNow();
      assertThat(now).isGreaterThanOrEqualTo(last);
      last = now;
    }
    return null;
  }

  private double deliveriesNow() throws Exception {
    return PrometheusText.parse(read("/metrics").body()).value("weir_deliveries_total", Map.of());
  }

  private static long countWhile(AtomicBoolean counting, Count count) {
    while (counting.get()) {
      count.add(1);
    }
    return count.value();
  }

  private static long zero() {
    return 0;
  }

  private HttpResponse<String> read(String path) throws Exception {
    return read(server.address().getPort(), path);
  }

  private HttpResponse<String> read(int port, String path) throws Exception {
    return client.send(request(port, path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    HttpRequest request = request(path).method(method, BodyPublishers.noBody()).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return request(server.address().getPort(), path);
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(20));
  }
}
