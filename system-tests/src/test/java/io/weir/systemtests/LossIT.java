package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Kafka does not have any more is told, and a topic that is another one is not read on. */
@Timeout(120)
final class LossIT {
  private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]+)\"");
  private static final int READ = 10;
  private static final int KEPT = 50;

  private static final String GAP =
      "{\"gap\":{\"stream\":\"short\",\"partition\":0,\"from\":10,\"to\":49,\"reason\":\"retention\"}}";

  @TempDir private static Path folder;
  private static WeirProcess weir;
  private static String listener;

  @BeforeAll
  static void start() throws Exception {
    weir =
        WeirProcess.serve(
            folder, "start", "--stream", "orders", "--stream", "short", "--stream", "brief");
    listener = weir.listener("public");
  }

  @AfterAll
  static void stop() {
    weir.close();
  }

  private static String cursor(String frame) {
    Matcher matcher = CURSOR.matcher(frame);
    assertThat(matcher.find()).as(frame).isTrue();
    return matcher.group(1);
  }

  @Test
  void aTopicThatWasMadeAgainIsAnotherStream() throws Exception {
    Topic.create(weir.kafka(), "orders", 1);
    try (PullClient open = PullClient.open(listener, "/streams/orders?frame=record");
        PullClient again = PullClient.open(listener, "/streams/orders?from=earliest")) {
      String old;
      try (Topic orders = new Topic(weir.kafka(), "orders")) {
        orders.put("k", "1");
        old = cursor(open.next());
        assertThat(again.next()).isEqualTo("1");
      }
      Topic.delete(weir.kafka(), "orders");
      assertThat(open.awaitClose().code()).isEqualTo(4502);
      assertThat(again.awaitClose().code()).isEqualTo(4502);
      Topic.create(weir.kafka(), "orders", 1);
      assertRefused(old);
      assertReadsAnew();
    }
  }

  private static void assertRefused(String old) throws Exception {
    String target = "/streams/orders?from=" + old;
    Http.Answer answer = Http.upgrade(listener, target);
    assertThat(answer.status()).as(answer.body()).isEqualTo(410);
    assertThat(answer.body()).contains("\"error\":\"stream_recreated\"");
    try (PullClient page = PullClient.open(listener, target, "Origin: http://" + listener)) {
      assertThat(page.awaitClose().code()).isEqualTo(4502);
    }
  }

  private static void assertReadsAnew() throws Exception {
    try (PullClient anew = PullClient.open(listener, "/streams/orders?from=earliest");
        Topic orders = new Topic(weir.kafka(), "orders")) {
      orders.put("k", "2");
      assertThat(anew.next()).isEqualTo("2");
    }
  }

  /** A topic of 100 records without the first 50; a cursor behind its first ten. */
  private static String overtaken(String stream) throws Exception {
    Topic.create(weir.kafka(), stream, 1);
    try (Topic topic = new Topic(weir.kafka(), stream);
        PullClient client =
            PullClient.open(listener, "/streams/" + stream + "?frame=record&from=earliest")) {
      for (int n = 0; n < 100; n++) {
        topic.send("k", Integer.toString(n));
      }
      topic.flush();
      String last = "";
      for (int n = 0; n < READ; n++) {
        last = client.next();
      }
      topic.deleteBefore(KEPT);
      return "from=" + cursor(last);
    }
  }

  @Test
  void whatRetentionHasTakenIsTold() throws Exception {
    String from = overtaken("short");
    try (PullClient told = PullClient.open(listener, "/streams/short?frame=record&" + from)) {
      assertThat(told.next()).isEqualTo(GAP);
      assertThat(told.next()).contains("\"value\":50,", "\"offset\":50");
    }
    try (PullClient told = PullClient.open(listener, "/streams/short?notices=true&" + from)) {
      assertThat(told.next()).isEqualTo("\u001e" + GAP);
      assertThat(told.next()).isEqualTo("50");
    }
    assertThat(events("/streams/short?frame=record&" + from))
        .anyMatch(line -> line.equals("event: gap"))
        .anyMatch(line -> line.startsWith("data: ") && line.contains("\"reason\":\"retention\""));
    assertThat(Http.get(weir.admin(), "/metrics").body().lines())
        .anyMatch(line -> line.matches("weir_gaps_total\\{.*retention.*\"short\".*} [1-9].*"));
  }

  /** The lines up to the first record. */
  private static List<String> events(String target) throws Exception {
    URI uri = URI.create("http://" + listener + target);
    HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream").build();
    HttpClient client = HttpClient.newHttpClient();
    try (Stream<String> lines = client.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
      return lines.takeWhile(line -> !line.contains("\"value\":50,")).toList();
    } finally {
      client.shutdownNow();
    }
  }

  @Test
  void whoCannotBeToldIsClosed() throws Exception {
    String from = overtaken("brief");
    for (String query : List.of("", "&frame=record&on_gap=close", "&frame=record&notices=false")) {
      try (PullClient client = PullClient.open(listener, "/streams/brief?" + from + query)) {
        Subscriber.Close close = client.awaitClose();
        assertThat(close.code()).as(query + close).isEqualTo(4503);
        assertThat(close.reason()).contains("retention");
      }
    }
    String counted = "/streams/brief?slow=drop-oldest&" + from;
    try (PullClient client = PullClient.open(listener, counted)) {
      assertThat(client.next()).isEqualTo("50");
    }
  }
}
