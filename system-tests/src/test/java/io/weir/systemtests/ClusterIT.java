package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that Weir does not run itself: away, back, and without a topic. */
@Timeout(180)
final class ClusterIT {
  @TempDir private Path folder;
  private Cluster kafka;
  private String address;

  @BeforeEach
  void chooseAddress() throws IOException {
    kafka = new Cluster(folder.resolve("cluster"));
    address = kafka.address();
  }

  @AfterEach
  void stop() {
    kafka.close();
  }

  private WeirProcess start() throws IOException {
    return WeirProcess.serve(
        folder.resolve("weir"), "start", "--kafka", address, "--stream", "orders");
  }

  @Test
  void aClusterThatIsAwayIsWaitedFor() throws Exception {
    String listener = Cluster.freeAddress();
    String admin = Cluster.freeAddress();
    Path file = settings(listener, admin);
    try (WeirProcess weir =
        WeirProcess.run(folder, "start", "-c", file.toString(), "--ready-file", "ready.json")) {
      weir.awaitLine("event=kafka_unavailable");
      Http.Answer refused = Http.upgrade(listener, "/streams/orders");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isNotEmpty();
      assertThat(refused.body()).contains("kafka_unavailable");
      assertThat(Http.get(admin, "/readyz").body()).contains("not ready", address);
      assertThat(folder.resolve("ready.json")).doesNotExist();
      kafka.start();
      assertThat(weir.kafka()).isEqualTo(address);
      assertDelivers(listener);
      assertThat(Http.get(admin, "/readyz").status()).isEqualTo(200);
    }
  }

  private Path settings(String listener, String admin) throws IOException {
    return Files.writeString(
        folder.resolve("weir.yaml"),
        """
        kafka: {bootstrap.servers: "%s"}
        listeners: [{name: public, address: "%s"}]
        streams: {orders: {create: true}}
        admin: {address: "%s"}
        """
            .formatted(address, listener, admin));
  }

  private void assertDelivers(String listener) throws Exception {
    Subscriber subscriber = Subscriber.open(listener, "/streams/orders");
    try (Topic orders = new Topic(address, "orders")) {
      orders.put("k", "1");
    }
    assertThat(subscriber.next()).isEqualTo("1");
  }

  @Test
  void aMissingTopicIsRefusedUntilItIsThere() throws Exception {
    kafka.start();
    try (WeirProcess weir = start()) {
      String listener = weir.listener("public");
      Http.Answer refused = Http.upgrade(listener, "/streams/orders");
      assertThat(refused.status()).isEqualTo(404);
      assertThat(refused.body()).contains("topic_not_found", "orders", "create: true");
      Topic.create(address, "orders", 3);
      assertDelivers(listener);
    }
  }

  @Test
  void sessionsOutliveARestartOfKafka() throws Exception {
    kafka.start();
    Topic.create(address, "orders", 1);
    try (WeirProcess weir = start();
        Topic orders = new Topic(address, "orders")) {
      Subscriber subscriber = Subscriber.open(weir.listener("public"), "/streams/orders");
      orders.put("k", "before");
      kafka.stop();
      kafka.start();
      orders.put("k", "after");
      assertThat(subscriber.next(2)).containsExactly("before", "after");
    }
  }
}
