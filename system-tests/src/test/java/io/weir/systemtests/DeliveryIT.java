package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records on their way from Kafka to clients, through one process for all tests. */
@Timeout(120)
final class DeliveryIT {
  private static final String SETTINGS =
      """
      kafka: {address: "127.0.0.1:0"}
      listeners:
        - {name: public, address: "127.0.0.1:0"}
        - {name: partners, address: "127.0.0.1:0"}
      streams:
        orders: {}
        readings: {topic: devices.readings}
        hidden: {out: false}
      links:
        - {accept: /live/orders, out: orders, name: live}
        - {accept: /secret, out: hidden, listener: partners}
      admin: {address: "127.0.0.1:0"}
      out: {unsent: 64KiB}
      """;

  @TempDir private static Path folder;
  private static WeirProcess weir;
  private static String listener;
  private static String partners;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(folder.resolve("weir.yaml"), SETTINGS);
    weir = WeirProcess.run(folder, "start", "--ready-file", "ready.json");
    listener = weir.listener("public");
    partners = weir.listener("partners");
  }

  @AfterAll
  static void stop() throws Exception {
    weir.close();
  }

  private static Topic topic(String name) throws Exception {
    return new Topic(weir.kafka(), name);
  }

  @Test
  void whatIsProducedAfterTheHandshakeArrives() throws Exception {
    try (Topic orders = topic("orders")) {
      for (int round = 0; round < 20; round++) {
        Subscriber subscriber = Subscriber.open(listener, "/streams/orders?key=k" + round);
        orders.put("k" + round, "{\"n\":" + round + "}");
        assertThat(subscriber.next()).isEqualTo("{\"n\":" + round + "}");
      }
    }
  }

  @Test
  void eachSessionGetsWhatItAskedFor() throws Exception {
    Subscriber one = Subscriber.open(listener, "/streams/readings?key=a-1");
    Subscriber prefix = Subscriber.open(listener, "/streams/readings?key=a-*&key=b");
    Subscriber all = Subscriber.open(listener, "/streams/readings?frame=record");
    try (Topic readings = topic("devices.readings")) {
      for (String key : List.of("c", "a-1", "a-2", "b", "a-1")) {
        readings.put(key, "\"" + key + "\"");
      }
    }
    assertThat(one.next(2)).containsExactly("\"a-1\"", "\"a-1\"");
    assertThat(prefix.next(4)).containsExactly("\"a-1\"", "\"a-2\"", "\"b\"", "\"a-1\"");
    List<String> records = all.next(5);
    assertThat(records.getFirst()).contains("\"stream\":\"readings\"", "\"key\":\"c\"");
    assertThat(one.rest()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"text/event-stream, 'data: '", "application/x-ndjson, ''"})
  void whoOnlyListensNeedsNoWebSocket(String type, String prefix) throws Exception {
    URI uri = URI.create("http://" + listener + "/streams/orders?key=plain");
    HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", type).build();
    HttpClient client = HttpClient.newHttpClient();
    try (Stream<String> lines = client.send(request, HttpResponse.BodyHandlers.ofLines()).body();
        Topic orders = topic("orders")) {
      orders.put("plain", "{\"n\":1}");
      orders.put("plain", "{\"n\":2}");
      assertThat(lines.filter(line -> line.startsWith(prefix + "{")).limit(2))
          .containsExactly(prefix + "{\"n\":1}", prefix + "{\"n\":2}");
    } finally {
      client.shutdownNow();
    }
  }

  @Test
  void linksAreMorePathsOnTheListenersTheyName() throws Exception {
    Subscriber live = Subscriber.open(listener, "/live/orders?key=link");
    Subscriber secret = Subscriber.open(partners, "/secret");
    try (Topic orders = topic("orders");
        Topic hidden = topic("hidden")) {
      orders.put("link", "1");
      hidden.put("x", "2");
    }
    assertThat(live.next()).isEqualTo("1");
    assertThat(secret.next()).isEqualTo("2");
    assertThat(Http.get(listener, "/secret").status()).isEqualTo(404);
    assertThat(Http.get(listener, "/streams/hidden").status()).isEqualTo(404);
  }

  @Test
  void manySessionsOfManyClientsGetEveryRecordInOrder() throws Exception {
    List<Subscriber> subscribers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      subscribers.add(Subscriber.open(listener, "/streams/orders?key=many"));
    }
    List<String> sent = new ArrayList<>();
    try (Topic orders = topic("orders")) {
      for (int n = 0; n < 2_000; n++) {
        sent.add("{\"n\":" + n + "}");
        orders.send("many", sent.getLast());
      }
    }
    for (Subscriber subscriber : subscribers) {
      assertThat(subscriber.next(sent.size())).isEqualTo(sent);
    }
  }

  @Test
  void aReaderThatStandsStillIsClosedAndNobodyWaits() throws Exception {
    try (PullClient stalled =
            PullClient.narrow(listener, "/streams/orders?key=flood&slow=disconnect");
        Topic orders = topic("orders")) {
      Subscriber other = Subscriber.open(listener, "/streams/orders?key=flood");
      String value = "\"" + "x".repeat(10_000) + "\"";
      for (int n = 0; n < 3_000; n++) {
        orders.send("flood", value);
      }
      assertThat(other.next(3_000)).allMatch(value::equals);
      assertThat(Http.metric(weir.admin(), "weir_closes_total{code=\"4250\"}")).isEqualTo(1);
      stalled.awaitEnd();
    }
  }

  @Test
  void wrongQuestionsAreAnsweredClearly() throws Exception {
    Http.Answer unknown = Http.upgrade(listener, "/streams/order");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body()).contains("\"error\":\"stream_not_found\"", "/streams/orders");
    Http.Answer parameter = Http.upgrade(listener, "/streams/orders?kye=a");
    assertThat(parameter.status()).isEqualTo(400);
    assertThat(parameter.body()).contains("kye", "key");
    assertThat(Http.upgrade(listener, "/streams/orders?frame=xml").body())
        .contains("frame", "value", "record");
    assertThat(Http.get(listener, "/").body()).contains("ws://" + listener + "/streams/orders");
    assertThat(Http.get(listener, "/streams/orders").status()).isEqualTo(200);
  }

  @Test
  void operatorsSeeWhatHappens() throws Exception {
    Subscriber subscriber = Subscriber.open(listener, "/streams/readings?key=seen");
    try (Topic readings = topic("devices.readings")) {
      readings.put("seen", "1");
    }
    subscriber.next();
    String admin = weir.admin();
    assertThat(Http.get(admin, "/healthz").body()).isEqualTo("ok\n");
    assertThat(Http.get(admin, "/readyz").body()).isEqualTo("ready\n");
    assertThat(Http.get(admin, "/api/v1/streams").body())
        .contains("\"name\":\"readings\"", "\"topic\":\"devices.readings\"");
    assertThat(Http.get(admin, "/metrics").body())
        .contains("weir_deliveries_total{", "weir_loop_delay_seconds", "jvm_memory_used_bytes");
  }
}
