package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that stop reading cost nobody anything, and get everything once they read again. Weir's
 * memory is too small for what they miss.
 */
final class StuckClientsIT {
  private static final int VALUE_BYTES = 10_000;

  /** What may lie in Weir for each: {@code out.unsent}, passed by one batch. */
  private static final int UNSENT_BYTES = (256 + 256) << 10;

  @TempDir private Path folder;
  private Cluster kafka;
  private WeirProcess weir;
  private Topic orders;
  private Crowd crowd;

  @BeforeEach
  void start() throws Exception {
    kafka = new Cluster(folder.resolve("cluster"));
    kafka.start();
    Topic.create(kafka.address(), "orders", 3);
    orders = new Topic(kafka.address(), "orders");
    Files.writeString(
        folder.resolve("weir.yaml"),
        """
        kafka: {bootstrap.servers: "%s"}
        listeners: [{name: public, address: "127.0.0.1:0"}]
        streams: {orders: {}}
        admin: {address: "127.0.0.1:0"}
        out: {unsent: 256KiB}
        """
            .formatted(kafka.address()));
    weir =
        WeirProcess.run(
            folder,
            Map.of("WEIR_JAVA_OPTS", "-Xmx96m -XX:MaxDirectMemorySize=96m"),
            List.of("start", "-c", "weir.yaml", "--ready-file", "ready.json"));
    crowd = new Crowd(weir.listener("public"));
  }

  @AfterEach
  void stop() throws Exception {
    crowd.close();
    orders.close();
    weir.close();
    kafka.close();
  }

  @Test
  @Timeout(120)
  void nobodyWaitsForThemAndTheyGetEverything() throws Exception {
    stick(20, 5, 2_000);
  }

  @Test
  @Tag("soak")
  @Timeout(900)
  void nobodyWaitsForManyAndTheyGetEverything() throws Exception {
    stick(180, 20, 20_000);
  }

  private void stick(int readers, int stuck, int records) throws Exception {
    List<PullClient> still = crowd.stand(stuck, "orders", "from=latest");
    List<Account> accounts = new ArrayList<>(crowd.read(readers, "orders", "from=latest"));
    produce(records);
    assertAllGot(accounts);
    assertHeldBack(stuck);
    for (PullClient each : still) {
      accounts.add(each.readAll("stuck client " + accounts.size()));
    }
    assertAllGot(accounts);
    awaitBehind(0);
    produce(100);
    assertAllGot(accounts);
  }

  private void assertAllGot(List<Account> accounts) throws Exception {
    Offsets all = orders.offsets();
    for (Account account : accounts) {
      account.assertGot(all);
    }
  }

  private void produce(int records) {
    String value = "\"" + "x".repeat(VALUE_BYTES) + "\"";
    for (int i = 0; i < records; i++) {
      orders.send("k" + i, value);
    }
    orders.flush();
  }

  private void assertHeldBack(int stuck) throws Exception {
    awaitBehind(stuck);
    assertThat(Http.metric(weir.admin(), "weir_unsent_bytes"))
        .isPositive()
        .isLessThanOrEqualTo((double) stuck * UNSENT_BYTES);
  }

  private void awaitBehind(int sessions) throws Exception {
    weir.awaitMetric("weir_catch_up_sessions{stream=\"orders\"}", count -> count == sessions);
  }
}
