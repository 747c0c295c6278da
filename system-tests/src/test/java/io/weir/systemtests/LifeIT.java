package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a process starts, stops, and starts again. */
@Timeout(120)
final class LifeIT {
  @TempDir private Path folder;

  @Test
  void devShowsTrucksAndWhatToTry() throws Exception {
    try (WeirProcess weir = WeirProcess.serve(folder, "dev")) {
      Subscriber subscriber = Subscriber.open(weir.listener("public"), "/streams/trucks");
      assertThat(subscriber.next()).contains("\"truck\":\"truck-0", "\"speed_kmh\":");
      assertThat(weir.out())
          .contains("Weir is ready", "weir stream ws://" + weir.listener("public"))
          .contains("websocat", "kcat -P -b " + weir.kafka());
      weir.interrupt();
      assertThat(subscriber.close().code()).isEqualTo(1012);
      assertThat(weir.status()).isZero();
    }
  }

  @Test
  void everyLogLineIsJsonIfAskedFor() throws Exception {
    try (WeirProcess weir = WeirProcess.serve(folder, "start", "--log-format", "json")) {
      String started = "\"event\":\"started\",\"admin\":\"" + weir.admin() + '"';
      weir.terminate();
      assertThat(weir.status()).isZero();
      assertThat(weir.err().lines())
          .allMatch(it -> it.startsWith("{\"time\":\"") && it.endsWith("}"))
          .anyMatch(it -> it.contains(started));
    }
  }

  @Test
  void withoutARateNoTruckMoves() throws Exception {
    try (WeirProcess weir = WeirProcess.serve(folder, "dev", "--sample-rate", "0")) {
      Subscriber subscriber = Subscriber.open(weir.listener("public"), "/streams/trucks");
      try (Topic trucks = new Topic(weir.kafka(), "trucks")) {
        trucks.put("mine", "1");
      }
      assertThat(subscriber.next()).isEqualTo("1");
    }
  }

  @Test
  void whatIsInKafkaIsThereAfterARestart() throws Exception {
    try (WeirProcess weir = live(0);
        Topic orders = new Topic(weir.kafka(), "orders")) {
      orders.put("k", "life 0");
      weir.terminate();
      assertThat(weir.status()).isZero();
    }
    try (WeirProcess weir = live(1);
        Topic orders = new Topic(weir.kafka(), "orders")) {
      orders.put("k", "life 1");
      assertThat(orders.read(2)).containsExactly("life 0", "life 1");
    }
  }

  private WeirProcess live(int life) throws Exception {
    String data = folder.resolve("data").toString();
    return WeirProcess.serve(
        folder.resolve("life-" + life), "start", "--stream", "orders", "--data", data);
  }

  @Test
  void sigtermTellsClientsToComeBackAndIsNotReady() throws Exception {
    try (WeirProcess weir = WeirProcess.serve(folder, "start", "--stream", "orders")) {
      String listener = weir.listener("public");
      String admin = weir.admin();
      Subscriber first = Subscriber.open(listener, "/streams/orders");
      Subscriber second = Subscriber.open(listener, "/streams/orders");
      weir.terminate();
      assertThat(first.close().code()).isEqualTo(1012);
      Http.Answer ready = Http.get(admin, "/readyz");
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.body()).contains("stopping");
      assertThat(second.close().code()).isEqualTo(1012);
      assertThat(weir.status()).isZero();
    }
  }

  /** Libraries cannot register their hooks then, which is no error. */
  @Test
  void sigtermInTheMiddleOfAStartEndsItQuietly() throws Exception {
    try (WeirProcess weir = WeirProcess.serve(folder, "start", "--stream", "orders")) {
      while (!Files.exists(folder.resolve("data")) && weir.isAlive()) {
        Thread.onSpinWait();
      }
      weir.terminate();
      assertThat(weir.status()).isZero();
      assertThat(weir.err()).doesNotContain("Exception", "Error", "a bug");
    }
  }

  @Test
  void theReadyFileOfAnEarlierLifeIsNoSign() throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("ready.json"), "{\"listeners\":{\"public\":\"old\"}}");
    try (WeirProcess weir = WeirProcess.serve(folder, "start")) {
      weir.awaitLine("event=started");
      assertThat(weir.listener("public")).startsWith("127.0.0.1:");
    }
  }

  @Test
  void withoutListenersItStillRuns() throws Exception {
    Path file = Files.writeString(folder.resolve("none.yaml"), "listeners: []\n");
    try (WeirProcess weir = WeirProcess.serve(folder, "start", "-c", file.toString())) {
      assertThat(weir.ready().path("listeners").isEmpty()).isTrue();
      assertThat(Http.get(weir.admin(), "/readyz").status()).isEqualTo(200);
    }
  }

  @Test
  void passwordsAreAskedForAndNeverShown() throws Exception {
    String settings =
        """
        listeners: [{name: public, address: "127.0.0.1:0"}]
        streams: {orders: {}}
        access: {basic: {user: ann, password: "correct horse"}}
        """;
    Path file = Files.writeString(folder.resolve("basic.yaml"), settings);
    try (WeirProcess weir = WeirProcess.serve(folder, "start", "-c", file.toString())) {
      String listener = weir.listener("public");
      Http.Answer refused = Http.upgrade(listener, "/streams/orders?username=ann&api_key=wrong");
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("WWW-Authenticate")).startsWith("Basic");
      String right = "/streams/orders?username=ann&api_key=correct%20horse";
      assertThat(Http.upgrade(listener, right).status()).isEqualTo(101);
      assertThat(List.of(refused.body(), weir.err(), weir.out()))
          .noneMatch(text -> text.contains("horse") || text.contains("wrong&"));
    }
  }
}
