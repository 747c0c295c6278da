package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many streams on one socket, in {@code weir.v1}. */
@Timeout(120)
final class ConversationIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static WeirProcess weir;
  private static String listener;

  @BeforeAll
  static void start() throws Exception {
    weir = WeirProcess.serve(folder, "start", "--stream", "trucks", "--stream", "vans");
    listener = weir.listener("public");
  }

  @AfterAll
  static void stop() {
    weir.close();
  }

  private static PullClient open() throws Exception {
    PullClient client = PullClient.open(listener, "/streams", "Sec-WebSocket-Protocol: weir.v1");
    assertThat(client.next()).startsWith("{\"hello\":{");
    return client;
  }

  @Test
  void streamsComeAndGoOnOneSocket() throws Exception {
    try (PullClient client = open();
        Topic trucks = new Topic(weir.kafka(), "trucks");
        Topic vans = new Topic(weir.kafka(), "vans")) {
      trucks.put("t1", "1");
      client.say("{\"subscribe\":{\"stream\":\"trucks\",\"from\":\"earliest\",\"id\":1}}");
      assertThat(client.next()).startsWith("{\"subscribed\":{\"stream\":\"trucks\",\"cursor\":");
      assertRecord(client, "trucks", 1);

      client.say("{\"subscribe\":{\"stream\":\"vans\",\"key\":\"v1\",\"id\":\"two\"}}");
      assertThat(client.next()).contains("\"subscribed\"", "\"vans\"", "\"id\":\"two\"");
      vans.put("v2", "0");
      vans.put("v1", "2");
      assertRecord(client, "vans", 2);
      trucks.put("t1", "3");
      String cursor = assertRecord(client, "trucks", 3);

      client.say("{\"unsubscribe\":{\"stream\":\"trucks\",\"id\":3}}");
      assertThat(client.next()).isEqualTo("{\"unsubscribed\":{\"stream\":\"trucks\",\"id\":3}}");
      trucks.put("t1", "4");
      trucks.put("t1", "5");
      vans.put("v1", "6");
      assertRecord(client, "vans", 6);

      String from = "\"from\":\"%s\"".formatted(cursor);
      client.say("{\"subscribe\":{\"stream\":\"trucks\",%s}}".formatted(from));
      assertThat(client.next()).contains("\"subscribed\"", "\"cursor\":\"" + cursor + "\"");
      assertRecord(client, "trucks", 4);
      assertRecord(client, "trucks", 5);
      trucks.put("t1", "7");
      assertRecord(client, "trucks", 7);
    }
  }

  /** The cursor of the next message, which is that record. */
  private static String assertRecord(PullClient client, String stream, int value) throws Exception {
    String text = client.next();
    JsonNode record = JSON.readTree(text);
    assertThat(record.path("stream").asText()).as(text).isEqualTo(stream);
    assertThat(record.path("value").asInt(-1)).as(text).isEqualTo(value);
    return record.path("cursor").asText();
  }

  @Test
  void whoMakesNoSenseTenTimesIsClosed() throws Exception {
    try (PullClient client = open();
        Topic vans = new Topic(weir.kafka(), "vans")) {
      for (int n = 1; n < 10; n++) {
        client.say("{\"subscribe\":{\"strem\":\"trucks\",\"id\":%d}}".formatted(n));
        assertThat(client.next())
            .contains("\"error\"", "\"bad_request\"", "did you mean stream?", "\"id\":" + n);
      }
      client.say("{\"subscribe\":{\"stream\":\"vans\"}}");
      assertThat(client.next()).contains("\"subscribed\"");
      for (int n = 1; n < 10; n++) {
        client.say("no JSON " + n);
        assertThat(client.next()).contains("\"error\"");
      }
      vans.put("v1", "8");
      assertRecord(client, "vans", 8);
      client.say("no JSON");
      assertThat(client.awaitClose().code()).isEqualTo(4500);
    }
  }
}
