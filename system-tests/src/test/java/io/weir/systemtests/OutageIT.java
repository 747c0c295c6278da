package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kafka stops for a while: sessions stay, those that are live and those in the middle of a replay.
 */
final class OutageIT {
  private static final int EACH = 5;

  /** Far more, together, than lies between Kafka and a client that has begun to read. */
  private static final int PAST_RECORDS = 1_500;

  private static final int PAST_BYTES = 10_000;

  private static final int CROWD = 30;

  /** The default of {@code catch-up.readers}. */
  private static final int READERS = 4;

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
    weir =
        WeirProcess.serve(
            folder.resolve("weir"), "start", "--kafka", kafka.address(), "--stream", "orders");
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
  void sessionsStayAndHaveEveryRecordOnce() throws Exception {
    stopKafka(1, 3);
  }

  @Test
  @Tag("soak")
  @Timeout(900)
  void sessionsStayWhenKafkaIsAwayAgainAndAgain() throws Exception {
    stopKafka(5, 40);
  }

  /** All are there before the first record can be read. */
  @Test
  @Timeout(120)
  void thoseWhoComeBackMeanwhileShareWhatIsRead() throws Exception {
    Account witness = crowd.read("orders", "from=latest");
    orders.put("k", "\"before\"");
    witness.await(1);
    Offsets seen = witness.offsets();
    String cursor = witness.cursor();
    fill();
    witness.await(1 + PAST_RECORDS);
    Offsets rest = orders.offsets().after(seen);
    kafka.stop();
    List<Account> back = crowd.read(CROWD, "orders", "from=" + cursor);
    kafka.start();
    for (Account each : back) {
      each.assertGot(rest);
    }
    assertThat(Http.metric(weir.admin(), "weir_records_replayed_total{stream=\"orders\"}"))
        .isLessThanOrEqualTo((READERS + 1.0) * rest.count());
  }

  private void stopKafka(int times, int seconds) throws Exception {
    Account past = crowd.read("orders", "from=latest");
    fill();
    past.await(PAST_RECORDS);
    Offsets before = orders.offsets();
    List<Account> lives = crowd.read(EACH, "orders", "from=latest");
    List<Account> replays = new ArrayList<>();
    try (Load _ = new Load(orders, 500, 100)) {
      for (int time = 0; time < times; time++) {
        List<PullClient> inTheMiddle = crowd.stand(EACH, "orders", "from=earliest");
        weir.awaitMetric("weir_catch_up_sessions{stream=\"orders\"}", count -> count >= EACH);
        kafka.stop();
        for (PullClient each : inTheMiddle) {
          replays.add(each.readAll("replay " + replays.size()));
        }
        assertThat(weir.endsWithin(seconds, TimeUnit.SECONDS)).isFalse();
        kafka.start();
        lives.getFirst().await(lives.getFirst().count() + 1);
      }
    }
    Offsets all = orders.offsets();
    replays.add(past);
    for (Account each : replays) {
      each.assertGot(all);
    }
    for (Account each : lives) {
      each.assertGot(all.after(before));
    }
  }

  private void fill() {
    String value = "\"" + "x".repeat(PAST_BYTES) + "\"";
    for (int i = 0; i < PAST_RECORDS; i++) {
      orders.send("k" + i, value);
    }
    orders.flush();
  }
}
