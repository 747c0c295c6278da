package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the past to the live without a gap or a duplicate, and not once per client. */
final class SeamIT {
  /** How many of a crowd, on average and at least, are served by one pass. */
  private static final int SHARED = 20;

  private static final int LAST = 500;

  @TempDir private static Path folder;
  private static WeirProcess weir;
  private static String listener;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(
        folder.resolve("weir.yaml"),
        """
        listeners: [{name: public, address: "127.0.0.1:0"}]
        streams: {orders: {}, trucks: {}, vans: {}}
        """);
    weir = WeirProcess.serve(folder, "start", "-c", "weir.yaml");
    listener = weir.listener("public");
  }

  @AfterAll
  static void stop() {
    weir.close();
  }

  @Test
  @Timeout(120)
  void whereverSessionsBeginTheyGoOnLive() throws Exception {
    begin(5, 500);
  }

  @Test
  @Tag("soak")
  @Timeout(900)
  void whereverManySessionsBeginTheyGoOnLive() throws Exception {
    begin(500, 500);
  }

  /**
   * @param times how often sessions begin in each way
   * @param apart after how many records they do
   */
  private static void begin(int times, int apart) throws Exception {
    Topic.create(weir.kafka(), "orders", 3);
    try (Crowd clients = new Crowd(listener);
        Topic orders = new Topic(weir.kafka(), "orders")) {
      List<Account> whole = new ArrayList<>();
      List<Account> recent = new ArrayList<>();
      Map<Instant, Account> since = new TreeMap<>();
      try (Load _ = new Load(orders, 3_000, 100)) {
        whole.add(clients.read("orders", "from=earliest"));
        for (int time = 1; time <= times; time++) {
          whole.getFirst().await((long) time * apart);
          Instant instant = Instant.now().minusMillis(100).truncatedTo(ChronoUnit.MILLIS);
          whole.add(clients.read("orders", "from=earliest"));
          whole.add(clients.read("orders", "from=-15m"));
          since.put(instant, clients.read("orders", "from=" + instant));
          recent.add(clients.read("orders", "last=" + LAST));
        }
        whole.getFirst().await((times + 1L) * apart);
      }
      List<ConsumerRecord<String, String>> all = orders.records();
      for (Account each : whole) {
        each.assertGot(Offsets.of(all));
      }
      for (Map.Entry<Instant, Account> each : since.entrySet()) {
        each.getValue().assertGot(Offsets.of(since(each.getKey(), all)));
      }
      for (Account each : recent) {
        each.assertGotLast(LAST, Offsets.of(all));
      }
    }
  }

  /** Of each partition, its records from the first on that is not older. */
  private static List<ConsumerRecord<String, String>> since(
      Instant instant, List<ConsumerRecord<String, String>> all) {
    Set<Integer> begun = new HashSet<>();
    return all.stream()
        .filter(
            each ->
                begun.contains(each.partition())
                    || (each.timestamp() >= instant.toEpochMilli() && begun.add(each.partition())))
        .toList();
  }

  @Test
  @Timeout(120)
  void thoseWhoComeBackAtOnceShareWhatIsRead() throws Exception {
    comeBack("trucks", 1_000, 1_000);
  }

  @Test
  @Tag("soak")
  @Timeout(900)
  void moreWhoComeBackAtOnceShareWhatIsRead() throws Exception {
    comeBack("vans", 5_000, 5_000);
  }

  private static void comeBack(String stream, int sessions, int records) throws Exception {
    Topic.create(weir.kafka(), stream, 3);
    try (Topic topic = new Topic(weir.kafka(), stream);
        Crowd clients = new Crowd(listener)) {
      Account before = clients.read(stream, "from=latest");
      topic.put("k", "\"before\"");
      before.await(1);
      String cursor = before.cursor();
      Offsets seen = before.offsets();
      for (int n = 0; n < records; n++) {
        topic.send("k" + n, Integer.toString(n));
      }
      topic.flush();
      double replayed = replayed(stream);
      Offsets rest = topic.offsets().after(seen);
      for (Account each : clients.read(sessions, stream, "from=" + cursor)) {
        each.assertGot(rest);
      }
      // They come as fast as hands are shaken, not in one moment; so there are several passes.
      assertThat(replayed(stream) - replayed)
          .isLessThanOrEqualTo((double) sessions * records / SHARED);
    }
  }

  private static double replayed(String stream) throws Exception {
    return Http.metric(weir.admin(), "weir_records_replayed_total{stream=\"" + stream + "\"}");
  }
}
