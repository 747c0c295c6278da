package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * All four corners in a row: one Weir pushes a stream to another, which writes it to a stream that
 * clients read, and the first one taps that again. Whatever is killed meanwhile, nothing is missing
 * at the end, and what comes twice comes in order.
 */
final class ChainIT {
  private static final int KEYS = 5;
  private static final String RECEIVER =
      """
      streams: {middle: }
      links: [{accept: /in, in: middle, key: {pointer: /key}}]
      """;

  @TempDir private Path folder;
  private final List<WeirProcess> nodes = new ArrayList<>();
  private Cluster kafka;
  private String listener;
  private WeirProcess receiver;
  private WeirProcess sender;

  @BeforeEach
  void start() throws Exception {
    kafka = new Cluster(folder.resolve("cluster"));
    kafka.start();
    for (String topic : List.of("first", "middle", "last")) {
      Topic.create(kafka.address(), topic, 3);
    }
    listener = Cluster.freeAddress();
    receiver = startReceiver();
    sender = startSender();
  }

  @AfterEach
  void stop() {
    nodes.forEach(WeirProcess::close);
    kafka.close();
  }

  private WeirProcess startReceiver() throws Exception {
    return start(RECEIVER, "--listen", listener);
  }

  private WeirProcess startSender() throws Exception {
    String settings =
        """
      streams: {first: , last: }
      links:
        - name: push
          dial: "ws://%1$s/in?ack=each"
          out: first
          from: earliest
          frame: value
          confirm: {ack: {text: '{"ack":*'}}
          backoff: {max: 500ms}
        - name: tap
          dial: "ws://%1$s/streams/middle?frame=record&from=${last./cursor:earliest}"
          in: last
          key: {pointer: /value/key}
          resume: {pointer: /cursor}
          backoff: {max: 500ms}
      """
            .formatted(listener);
    return start(settings, "--listen", "127.0.0.1:0");
  }

  private WeirProcess start(String settings, String... more) throws Exception {
    Path own = Files.createDirectories(folder.resolve("node-" + nodes.size()));
    Files.writeString(own.resolve("weir.yaml"), settings);
    List<String> arguments = new ArrayList<>(List.of("start", "--ready-file", "ready.json"));
    arguments.addAll(List.of("--admin", "127.0.0.1:0", "--kafka", kafka.address()));
    arguments.addAll(List.of(more));
    WeirProcess started = WeirProcess.run(own, Map.of(), arguments);
    nodes.add(started);
    started.ready();
    return started;
  }

  @Test
  @Timeout(180)
  void nothingIsMissingAtTheEndWhoeverWasKilled() throws Exception {
    killInTurn(2, 500);
  }

  @Test
  @Tag("soak")
  @Timeout(3_600)
  void nothingIsMissingHoweverOftenSomebodyWasKilled() throws Exception {
    killInTurn(60, 1_000);
  }

  /** Two nodes with the same links: one dials, and the other takes over when it is killed. */
  @Test
  @Timeout(180)
  void aLinkOfAKilledNodeIsTakenOver() throws Exception {
    WeirProcess standby = startSender();
    try (Topic first = new Topic(kafka.address(), "first")) {
      put(first, 0, 100);
      awaitLast(100);
      assertThat(states(sender)).isNotEqualTo(states(standby));
      WeirProcess owner = states(sender).contains("\"state\":\"open\"") ? sender : standby;
      WeirProcess other = owner == sender ? standby : sender;
      owner.close();
      put(first, 100, 200);
      awaitLast(200);
      assertThat(states(other)).contains("\"state\":\"open\"");
    }
    assertInOrder(200);
  }

  private static String states(WeirProcess node) throws Exception {
    return Http.get(node.admin(), "/api/v1/links").body();
  }

  private void killInTurn(int kills, int apart) throws Exception {
    int sent = 0;
    try (Topic first = new Topic(kafka.address(), "first")) {
      for (int kill = 0; kill < kills; kill++) {
        put(first, sent, sent + apart);
        sent += apart;
        if (kill % 2 == 0) {
          awaitLast(sent - apart / 2);
          sender.close();
          sender = startSender();
        } else {
          receiver.close();
          put(first, sent, sent + apart);
          sent += apart;
          assertThat(sender.endsWithin(1, TimeUnit.SECONDS)).isFalse();
          receiver = startReceiver();
        }
      }
      put(first, sent, sent + apart);
      sent += apart;
    }
    awaitLast(sent);
    assertInOrder(sent);
  }

  private static void put(Topic first, int from, int to) {
    for (int n = from; n < to; n++) {
      first.send("k" + n % KEYS, value(n));
    }
    first.flush();
  }

  private static String value(int n) {
    return "{\"key\":\"k%d\",\"n\":%d}".formatted(n % KEYS, n);
  }

  /** Waits until so many different records have come to the end of the chain. */
  private void awaitLast(int count) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (values("last").size() < count) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "%d of %d; links: %s; %s"
                .formatted(values("last").size(), count, states(sender), sender.err()));
      }
    }
  }

  /** The values of a topic, each once, as the first copies came; of the tap, what it was sent. */
  private Set<String> values(String topic) throws Exception {
    Set<String> values = new LinkedHashSet<>();
    try (Topic of = new Topic(kafka.address(), topic)) {
      for (ConsumerRecord<String, String> each : of.records()) {
        String text = each.value();
        int at = text.indexOf("\"value\":");
        values.add(at < 0 ? text : text.substring(at + 8, text.indexOf('}', at) + 1));
      }
    }
    return values;
  }

  private void assertInOrder(int count) throws Exception {
    Set<String> all = new HashSet<>();
    for (int n = 0; n < count; n++) {
      all.add(value(n));
    }
    assertThat(values("middle")).isEqualTo(all);
    assertThat(values("last")).isEqualTo(all);
    assertThat(byKey("last").values()).allSatisfy(numbers -> assertThat(numbers).isSorted());
  }

  /** By key, the numbers of the first copies in the order in which they stand in the topic. */
  private Map<String, List<Integer>> byKey(String topic) throws Exception {
    Map<String, List<Integer>> numbers = new TreeMap<>();
    for (String value : values(topic)) {
      int n = Integer.parseInt(value.replaceAll(".*\"n\":(\\d+).*", "$1"));
      numbers.computeIfAbsent("k" + n % KEYS, _ -> new ArrayList<>()).add(n);
    }
    return numbers;
  }
}
