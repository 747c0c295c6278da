package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.testing.peer.FlakyPeer;
import io.weir.testing.peer.Plan;
import io.weir.testing.peer.SeededPlan;
import io.weir.testing.peer.Visit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Weir dials peers that stall, reset, close, refuse and never read, and loses nothing. */
final class FlakyPeersIT {
  /** What was promised for a node that is dead or stands still. */
  private static final Duration TAKEOVER = Duration.ofSeconds(10);

  /** Soon again, and soon tired of who does not answer. */
  private static final String SOON =
      "backoff: {min: 20ms, max: 200ms}, handshake-timeout: 300ms,"
          + " ping: {every: 300ms, timeout: 500ms}";

  /** Of these there is no room for what a peer that never reads misses. */
  private static final Map<String, String> LITTLE_MEMORY =
      Map.of("WEIR_JAVA_OPTS", "-Xmx64m -XX:MaxDirectMemorySize=64m");

  private static final int LARGE_BYTES = 20_000;
  private static final int LARGE_RECORDS = 4_000;

  @TempDir private static Path folder;
  private static Cluster kafka;
  private static int stages;
  private DialStage stage;

  @BeforeAll
  static void startKafka() {
    kafka = new Cluster(folder.resolve("cluster"));
    kafka.start();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @BeforeEach
  void enter() throws Exception {
    stage = DialStage.of(kafka.address(), folder, "orders-" + stages++);
  }

  @AfterEach
  void leave() {
    stage.close();
  }

  // Whatever peers do, and however often Weir is killed

  /** A link that pushes, its peer, and what that is to get. */
  private record Pushed(String link, FlakyPeer peer, PushLedger ledger) {}

  @Test
  @Timeout(180)
  void nothingIsLostWhateverPeersDo() throws Exception {
    killAmongFlakyPeers(Long.getLong("seed", 1), 1);
  }

  @Test
  @Tag("soak")
  @Timeout(7_200)
  void nothingIsLostHoweverOftenWeirIsKilled() throws Exception {
    long seed = Long.getLong("seed", new Random().nextLong());
    killAmongFlakyPeers(seed, Integer.getInteger("rounds", 200));
  }

  private void killAmongFlakyPeers(long seed, int rounds) throws Exception {
    try {
      killAmongFlakyPeers(new Random(seed), rounds);
    } catch (AssertionError e) {
      throw new AssertionError("-Dseed=" + seed + ": " + e.getMessage(), e);
    }
  }

  private void killAmongFlakyPeers(Random random, int rounds) throws Exception {
    Pushed pongs = pushed("pongs", random);
    Pushed acks = pushed("acks", random);
    FlakyPeer feed = stage.peer(new SeededPlan(random.nextLong()));
    Topic.create(kafka.address(), stage.name() + "-prices", 3);
    String settings = settings(pongs, acks, feed);
    int records = 0;
    for (int round = 0; round < rounds; round++) {
      WeirProcess weir = startAndDial(settings);
      records = produce(records, feed);
      assertThat(weir.endsWithin(100 + random.nextInt(1_500), TimeUnit.MILLISECONDS)).isFalse();
      kill(weir, List.of(pongs, acks));
    }
    WeirProcess weir = startAndDial(settings);
    records = produce(records, feed);
    stage.peers().forEach(each -> each.follow(Plan.of("steady")));
    for (Pushed each : List.of(pongs, acks)) {
      stage.awaitCommitted(weir, each.link(), records);
      each.ledger().check(each.peer().visits(), stage.topic().records());
    }
    awaitFed(weir, records, feed);
  }

  private Pushed pushed(String name, Random random) {
    FlakyPeer peer = stage.peer(new SeededPlan(random.nextLong()));
    return new Pushed(stage.name() + "-" + name, peer, new PushLedger());
  }

  private String settings(Pushed pongs, Pushed acks, FlakyPeer feed) {
    return """
    streams: {%1$s: , %1$s-prices: }
    links:
      - {name: %1$s-pongs, dial: "%2$s", out: %1$s, from: earliest, frame: record, %5$s}
      - {name: %1$s-acks, dial: "%3$s", out: %1$s, from: earliest, frame: record,
         confirm: {ack: {match: {ok: true}}}, %5$s}
      - {name: %1$s-feed, dial: "%4$s", in: %1$s-prices, key: {pointer: /key},
         resume: {pointer: /n}, %5$s}
    """
        .formatted(
            stage.name(),
            pongs.peer().url("/sink"),
            acks.peer().url("/acks"),
            feed.url("/feed?after=${last./n:-1}"),
            SOON);
  }

  /** How many there are then. */
  private int produce(int from, FlakyPeer feed) {
    int to = stage.produce(from, from + 600, "");
    feed.feed(to);
    return to;
  }

  /** Returns when each of the peers has been dialed. */
  private WeirProcess startAndDial(String settings) throws Exception {
    List<Integer> before = stage.peers().stream().map(peer -> peer.visits().size()).toList();
    WeirProcess weir = stage.start(settings);
    for (int i = 0; i < before.size(); i++) {
      FlakyPeer peer = stage.peers().get(i);
      int known = before.get(i);
      stage.await("connection", weir, () -> peer.visits().size() > known);
    }
    return weir;
  }

  private void kill(WeirProcess weir, List<Pushed> links) throws Exception {
    List<Map<Integer, Long>> committed =
        List.of(stage.committed(links.get(0).link()), stage.committed(links.get(1).link()));
    weir.close();
    for (int i = 0; i < links.size(); i++) {
      Pushed each = links.get(i);
      each.ledger().onKilled(each.peer().visits().size(), committed.get(i));
    }
  }

  /** Everything came, first copies in the order of the feed, and it would go on behind that. */
  private void awaitFed(WeirProcess weir, int count, FlakyPeer feed) throws Exception {
    stage.await("whole feed", weir, () -> fed().size() >= count);
    Set<String> values = fed();
    assertThat(values).isEqualTo(messages(count));
    for (int i = 0; i < 5; i++) {
      String key = "{\"key\":\"k" + i + "\"";
      assertThat(values.stream().filter(value -> value.startsWith(key)).map(FlakyPeersIT::number))
          .isSorted();
    }
    String behind = "/feed?after=" + (count - 1);
    feed.breakOff();
    stage.await(behind, weir, () -> feed.visits().getLast().target().equals(behind));
    assertThat(feed.visits()).extracting(Visit::violation).containsOnly("");
  }

  private static Set<String> messages(int count) {
    return LongStream.range(0, count)
        .mapToObj(n -> "{\"key\":\"k%d\",\"n\":%d}".formatted(n % 5, n))
        .collect(Collectors.toSet());
  }

  private static int number(String message) {
    return Integer.parseInt(message.replaceAll(".*\"n\":(\\d+)}", "$1"));
  }

  /** Each value once, as first copies came. */
  private Set<String> fed() throws Exception {
    try (Topic prices = new Topic(kafka.address(), stage.name() + "-prices")) {
      return prices.records().stream()
          .map(ConsumerRecord::value)
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }
  }

  // One thing at a time

  @Test
  @Timeout(120)
  void aPeerThatNeverReadsCostsNoMemoryAndCatchesUp() throws Exception {
    FlakyPeer peer = stage.peer(Plan.of("deaf"));
    String push = stage.push(peer.url("/sink"), "in-flight: {records: 100}");
    WeirProcess weir = stage.start(push, LITTLE_MEMORY);
    stage.produce(0, LARGE_RECORDS, "x".repeat(LARGE_BYTES));
    stage.await("record on its way", weir, () -> inFlight(weir) > 0);
    assertThat(weir.endsWithin(1, TimeUnit.SECONDS)).isFalse();
    assertThat(inFlight(weir)).isBetween(1, 100);
    assertThat(peer.visits()).hasSize(1);

    peer.follow(Plan.of("steady"));
    peer.breakOff();
    stage.awaitCommitted(weir, stage.name(), LARGE_RECORDS);
    assertThat(peer.visits().getLast().count()).isEqualTo(LARGE_RECORDS);
    assertThat(weir.err()).doesNotContain("OutOfMemory");
  }

  private int inFlight(WeirProcess weir) throws Exception {
    return DialStage.link(weir, stage.name()).path("inFlight").asInt();
  }

  @Test
  @Timeout(120)
  void aRestartOfTheBrokerUnderAPushLosesNothing() throws Exception {
    FlakyPeer peer = stage.peer(Plan.of("steady"));
    WeirProcess weir = stage.start(stage.push(peer.url("/sink"), "frame: record, " + SOON));
    stage.produce(0, 500, "");
    stage.await("record", weir, () -> peer.visits().stream().anyMatch(each -> each.count() > 0));
    kafka.stop();
    kafka.start();
    stage.produce(500, 1_000, "");
    stage.awaitCommitted(weir, stage.name(), 1_000);
    new PushLedger().check(peer.visits(), stage.topic().records());
  }

  @Test
  @Timeout(60)
  void tellsWhatAPeerAnswersThatSaysNo() throws Exception {
    Map<Integer, String> denials =
        Map.of(401, "401 Unauthorized", 403, "403 Forbidden", 404, "404 Not Found");
    StringBuilder settings = new StringBuilder("streams: {" + stage.name() + ": }\nlinks:\n");
    for (int status : denials.keySet()) {
      String url = stage.peer(Plan.of("status:" + status)).url("/");
      settings.append(
          "  - {name: no-%d, dial: \"%s\", out: %s}\n".formatted(status, url, stage.name()));
    }
    WeirProcess weir = stage.start(settings.toString());
    for (Map.Entry<Integer, String> each : denials.entrySet()) {
      String name = "no-" + each.getKey();
      stage.await("wait", weir, () -> DialStage.link(weir, name).hasNonNull("until"));
      JsonNode link = DialStage.link(weir, name);
      assertThat(link.path("lastError").asText())
          .endsWith("answered " + each.getValue() + ": the flaky peer says " + each.getKey());
      assertThat(Duration.between(instant(link, "since"), instant(link, "until")))
          .as("retried slowly: half of 30 s at least")
          .isGreaterThanOrEqualTo(Duration.ofSeconds(15));
    }
  }

  private static Instant instant(JsonNode link, String member) {
    return Instant.parse(link.path(member).asText());
  }

  /** It believes that it still owns what another one has by then. */
  @Test
  @Timeout(120)
  void aNodeThatWakesUpCannotCommit() throws Exception {
    FlakyPeer peer = stage.peer(Plan.of("steady"));
    String settings = stage.push(peer.url("/sink"), "frame: record, " + SOON);
    WeirProcess owner = stage.start(settings);
    stage.await("link", owner, () -> stage.isOpen(owner));
    WeirProcess other = stage.start(settings);
    stage.awaitCommitted(owner, stage.name(), stage.produce(0, 100, ""));
    int before = peer.visits().size();

    stage.produce(100, 200, "");
    owner.pause();
    long pausedNanos = System.nanoTime();
    stage.produce(200, 300, "");
    stage.await("takeover", other, () -> peer.visits().size() > before);
    stage.awaitCommitted(other, stage.name(), 300);
    assertThat(Duration.ofNanos(System.nanoTime() - pausedNanos)).isLessThan(TAKEOVER);

    owner.resume();
    stage.await("end of its socket", owner, () -> !stage.isOpen(owner));
    stage.await(
        "end", owner, () -> peer.visits().subList(0, before).stream().allMatch(Visit::isOver));
    stage.awaitCommitted(other, stage.name(), stage.produce(300, 400, ""));
    assertThat(stage.isOpen(other)).isTrue();
    assertThat(owner.err()).contains("event=claim_lost");
    new PushLedger().check(peer.visits(), stage.topic().records());
  }
}
