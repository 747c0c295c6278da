package io.weir.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages on their way from clients to Kafka, through one process for all tests. */
@Timeout(120)
final class WritingIT {
  private static final String SETTINGS =
      """
      kafka: {address: "127.0.0.1:0"}
      listeners: [{name: public, address: "127.0.0.1:0"}]
      streams:
        readings: {}
        lines: {}
        bytes: {format: bytes}
        chat: {in: true}
        refused: {format: bytes}
      links:
        - accept: /api/data
          in: readings
          key: {pointer: /device}
          record-headers:
            source: {constant: web}
            agent: {header: X-Agent}
            ip: {address: true}
          id: {pointer: /id}
          refused: refused
          max-message: 2MiB
        - {accept: "/devices/{key}/readings", in: readings, key: {path: true}, ack: each}
        - {accept: /api/lines, in: lines, split: lines, ack: each}
        - {accept: /api/bytes, in: bytes, ack: each}
      admin: {address: "127.0.0.1:0"}
      """;

  private static final String SESSIONS = "/api/v1/sessions";

  @TempDir private static Path folder;
  private static WeirProcess weir;
  private static String listener;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(folder.resolve("weir.yaml"), SETTINGS);
    weir = WeirProcess.run(folder, "start", "--ready-file", "ready.json");
    listener = weir.listener("public");
  }

  @AfterAll
  static void stop() {
    weir.close();
  }

  private static List<ConsumerRecord<String, String>> records(String topic) throws Exception {
    try (Topic of = new Topic(weir.kafka(), topic)) {
      return of.records();
    }
  }

  private static Map<String, String> headers(ConsumerRecord<String, String> record) {
    Map<String, String> headers = new TreeMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), UTF_8));
    }
    return headers;
  }

  @Test
  void whatIsAcknowledgedIsInKafkaWithItsKeyAndHeaders() throws Exception {
    try (Publisher device = Publisher.open(listener, "/api/data?ack=each")) {
      device.send("{\"device\":\"d-keyed\",\"n\":1,\"id\":\"a\"}");
      device.sendFragments("{\"device\":\"d-keyed\",\"n\":2}", 5);
      String ack = device.next();
      device.next();
      List<ConsumerRecord<String, String>> written =
          records("readings").stream().filter(each -> "d-keyed".equals(each.key())).toList();
      assertThat(written)
          .extracting(ConsumerRecord::value)
          .containsExactly(
              "{\"device\":\"d-keyed\",\"n\":1,\"id\":\"a\"}", "{\"device\":\"d-keyed\",\"n\":2}");
      assertThat(ack)
          .isEqualTo(
              "{\"ack\":{\"partition\":%d,\"offset\":%d,\"id\":\"a\"}}"
                  .formatted(written.getFirst().partition(), written.getFirst().offset()));
      assertThat(headers(written.getFirst()))
          .containsEntry("source", "web")
          .containsKey("ip")
          .doesNotContainKey("agent");
    }
  }

  @Test
  void aMessageThatComesAgainIsWrittenOnce() throws Exception {
    try (Publisher device = Publisher.open(listener, "/api/data?ack=each")) {
      for (int i = 0; i < 3; i++) {
        device.send("{\"device\":\"d-again\",\"id\":7}");
      }
      assertThat(device.next(3).stream().distinct()).hasSize(1);
      assertThat(records("readings").stream().filter(each -> "d-again".equals(each.key())))
          .hasSize(1);
    }
  }

  @Test
  void whatIsRefusedIsToldAndKeptAndTheConnectionGoesOn() throws Exception {
    try (Publisher device = Publisher.open(listener, "/api/data")) {
      device.send("{\"device\" 1}");
      device.send("{\"n\":1}");
      device.send("{\"device\":\"d-refused\"}");
      assertThat(device.next())
          .startsWith("{\"error\":{\"code\":\"invalid_record\",\"message\":\"this is no JSON: ")
          .contains("at byte 10");
      assertThat(device.next()).contains("there is no key at /device");
      try (Topic readings = new Topic(weir.kafka(), "readings")) {
        while (readings.records().stream().noneMatch(each -> "d-refused".equals(each.key()))) {
          assertThat(weir.isAlive()).isTrue();
        }
      }
      assertThat(device.rest()).isEmpty();
    }
    assertThat(records("refused"))
        .extracting(ConsumerRecord::value)
        .containsSubsequence("{\"device\" 1}", "{\"n\":1}");
    assertThat(headers(refused("{\"n\":1}")))
        .containsEntry("weir.refused.stream", "readings")
        .containsEntry("weir.refused.code", "invalid_record");
    assertThat(Http.get(weir.admin(), "/metrics").body())
        .contains("weir_records_refused_total{code=\"invalid_record\"");
  }

  @Test
  void theKeyIsInThePath() throws Exception {
    try (Publisher device = Publisher.open(listener, "/devices/d%20path/readings")) {
      device.send("1");
      device.next();
      assertThat(records("readings"))
          .anyMatch(each -> "d path".equals(each.key()) && each.value().equals("1"));
    }
    assertThat(Http.upgrade(listener, "/devices//readings").status()).isEqualTo(404);
  }

  @Test
  void aMessageIsAsManyRecordsAsItHasLines() throws Exception {
    try (Publisher device = Publisher.open(listener, "/api/lines")) {
      device.send("1\n2\r\n\n3");
      assertThat(device.next()).startsWith("{\"ack\":{\"count\":3,\"offsets\":{");
      device.send("4\nbroken");
      assertThat(device.next()).contains("line 2: this is no JSON");
      assertThat(records("lines")).extracting(ConsumerRecord::value).containsExactly("1", "2", "3");
    }
  }

  @Test
  void oneAcknowledgementTellsOfMany() throws Exception {
    try (Publisher device = Publisher.open(listener, "/api/bytes?ack=every:100")) {
      for (int i = 0; i < 250; i++) {
        device.send("message " + i);
      }
      assertThat(device.next(3))
          .satisfiesExactly(
              first -> assertThat(first).startsWith("{\"ack\":{\"count\":100,\"offsets\":"),
              second -> assertThat(second).startsWith("{\"ack\":{\"count\":100,"),
              third -> assertThat(third).startsWith("{\"ack\":{\"count\":50,"));
    }
  }

  @Test
  void aSocketReadsWhatOthersWrite() throws Exception {
    try (Publisher one = Publisher.open(listener, "/streams/chat");
        Publisher other = Publisher.open(listener, "/streams/chat?ack=each&frame=record")) {
      one.send("{\"hello\":1}");
      assertThat(one.next()).isEqualTo("{\"hello\":1}");
      assertThat(other.next()).contains("\"value\":{\"hello\":1}");
      other.send("{\"hello\":2}");
      assertThat(one.next()).isEqualTo("{\"hello\":2}");
      assertThat(other.next(2)).anyMatch(each -> each.startsWith("{\"ack\":{\"partition\":"));
    }
  }

  @Test
  void aConversationWritesAndReads() throws Exception {
    try (Publisher client = Publisher.speaking("weir.v1", listener, "/streams")) {
      assertThat(client.next()).startsWith("{\"hello\":");
      client.send(
          "{\"publish\":{\"stream\":\"chat\",\"key\":\"v1\",\"value\":{\"a\":1},\"id\":1}}");
      assertThat(client.next()).startsWith("{\"ack\":{").endsWith(",\"id\":1}}");
      client.send("{\"publish\":{\"stream\":\"readings\",\"value\":1,\"id\":2}}");
      assertThat(client.next())
          .startsWith("{\"error\":{\"code\":\"not_writable\"")
          .endsWith(",\"id\":2}}");
    }
    assertThat(records("chat")).anyMatch(each -> "v1".equals(each.key()));
  }

  @Test
  void aMessageThatIsTooLargeClosesAndOneThatIsNotIsWritten() throws Exception {
    try (Publisher device = Publisher.open(listener, "/api/data?ack=each")) {
      String value = "{\"device\":\"d-large\",\"x\":\"" + "x".repeat(900_000) + "\"}";
      device.send(value);
      assertThat(device.next()).startsWith("{\"ack\":");
      device.sendFragments("\"" + "x".repeat(2 << 20) + "\"", 500_000);
      assertThat(device.ending().code()).isEqualTo(1009);
    }
  }

  @Test
  void anOperatorSeesAndClosesAClientThatWrites() throws Exception {
    try (Publisher device = Publisher.open(listener, "/devices/d-seen/readings")) {
      device.send("1");
      device.next();
      JsonNode page = new ObjectMapper().readTree(Http.get(weir.admin(), SESSIONS).body());
      JsonNode session = page.path("sessions").path(page.path("sessions").size() - 1); // newest
      assertThat(session.path("direction").asText()).isEqualTo("in");
      assertThat(session.path("stream").asText()).isEqualTo("readings");
      assertThat(session.at("/received/messages").asInt()).isEqualTo(1);
      URI one = URI.create("http://" + weir.admin() + SESSIONS + "/" + session.path("id").asText());
      try (HttpClient client = HttpClient.newHttpClient()) {
        HttpRequest delete = HttpRequest.newBuilder(one).DELETE().build();
        assertThat(client.send(delete, HttpResponse.BodyHandlers.discarding()).statusCode())
            .isEqualTo(204);
      }
      assertThat(device.ending().code()).isEqualTo(4003);
    }
  }

  @Test
  void whatKafkaDoesNotTakeIsRefusedToItsSender() throws Exception {
    try (Publisher device = Publisher.open(listener, "/api/data?ack=each")) {
      device.send("{\"device\":\"d-huge\",\"id\":1,\"x\":\"" + "x".repeat(1_500_000) + "\"}");
      device.send("{\"device\":\"d-huge\",\"id\":2}");
      assertThat(device.next())
          .startsWith("{\"error\":{\"code\":\"record_too_large\"")
          .endsWith(",\"id\":1}}");
      assertThat(device.next()).startsWith("{\"ack\":").endsWith(",\"id\":2}}");
    }
    assertThat(headers(refused("{\"device\":\"d-huge\"")))
        .containsEntry("weir.refused.code", "record_too_large")
        .containsKey("weir.refused.bytes");
  }

  private static ConsumerRecord<String, String> refused(String start) throws Exception {
    return records("refused").stream()
        .filter(each -> each.value().startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPostIsOneRecordOrOneALine() throws Exception {
    assertThat(post("/api/data", "application/json", "{\"device\":\"d-post\"}"))
        .matches("200 \\{\"results\":\\[\\{\"partition\":0,\"offset\":\\d+}]}\n");
    assertThat(
            post(
                "/api/data",
                "application/x-ndjson",
                "{\"device\":\"d-post\"}\n\nbroken\r\n{\"device\":\"d-post\",\"n\":3}"))
        .matches(
            "(?s)200 \\{\"results\":\\[\\{\"partition\":0,\"offset\":\\d+},\\{\"error\":.*},"
                + "\\{\"partition\":0,\"offset\":\\d+}]}\n");
    assertThat(records("readings").stream().filter(each -> "d-post".equals(each.key()))).hasSize(3);
    assertThat(post("/api/data", "application/json", "")).startsWith("400 ");
    assertThat(post("/streams/readings", "application/json", "1")).startsWith("405 ");
    assertThat(post("/api/bytes", "text/plain", "x".repeat(2 << 20))).startsWith("413 ");
  }

  @Test
  void aPostThatIsRefusedHasWrittenNothing() throws Exception {
    String line = "{\"device\":\"d-many\"}\n";
    assertThat(post("/api/data", "application/x-ndjson", line.repeat(10_001))).startsWith("413 ");
    assertThat(post("/api/data", "application/x-ndjson", line.repeat(2))).startsWith("200 ");
    assertThat(records("readings").stream().filter(each -> "d-many".equals(each.key()))).hasSize(2);
  }

  private static String post(String path, String type, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + listener + path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    }
  }

  @Test
  void wrongQuestionsAreAnsweredClearly() throws Exception {
    assertThat(Http.upgrade(listener, "/api/data?ack=all").body())
        .contains("parameter ack=all: give none, each, or every:N");
    assertThat(Http.upgrade(listener, "/api/data?from=earliest").body())
        .contains("unknown parameter from");
    assertThat(Http.get(listener, "/api/data").body())
        .contains("What WebSocket clients send here is written to the stream readings");
  }
}
