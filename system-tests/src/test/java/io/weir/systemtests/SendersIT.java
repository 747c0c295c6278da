package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send while Kafka, or Weir, goes away. */
final class SendersIT {
  private static final int SENDERS = 10;
  private static final String SETTINGS =
      """
      streams: {readings: {in: true}}
      in: {unacknowledged: 64KiB, unacknowledged-total: 256KiB}
      drain: {spread: 0s}
      """;

  private static final String TAKEN =
      "weir_records_in_total{dialect=\"weir\",link=\"\",listener=\"public\",stream=\"readings\"}";

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Cluster kafka;
  private String listener;
  private WeirProcess weir;
  private int started;

  @BeforeEach
  void start() throws Exception {
    kafka = new Cluster(folder.resolve("cluster"));
    kafka.start();
    Topic.create(kafka.address(), "readings", 3);
    listener = Cluster.freeAddress();
    startWeir();
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    weir.close();
    kafka.close();
  }

  private void startWeir() throws Exception {
    Path own = Files.createDirectories(folder.resolve("weir-" + started++));
    Files.writeString(own.resolve("weir.yaml"), SETTINGS);
    weir =
        WeirProcess.run(
            own,
            java.util.Map.of(),
            List.of(
                "start",
                "--ready-file",
                "ready.json",
                "--admin",
                "127.0.0.1:0",
                "--kafka",
                kafka.address(),
                "--listen",
                listener));
    weir.ready();
  }

  @Test
  @Timeout(120)
  void waitWhileKafkaIsAwayAndThenAllIsThereOnceAndInOrder() throws Exception {
    stopKafka(4);
  }

  @Test
  @Tag("soak")
  @Timeout(600)
  void waitWhileKafkaIsAwayForLongerThanClientsDo() throws Exception {
    stopKafka(130);
  }

  private void stopKafka(int seconds) throws Exception {
    int each = 3_000;
    List<Future<Integer>> sending = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      int sender = i;
      sending.add(threads.submit(() -> sendAll(sender, each)));
    }
    weir.awaitMetric(TAKEN, count -> count > 100);
    kafka.stop();
    assertThat(weir.endsWithin(seconds, TimeUnit.SECONDS)).isFalse();
    assertThat(Http.metric(weir.admin(), "weir_unacknowledged_bytes")).isBetween(1.0, 512.0 * 1024);
    kafka.start();
    for (Future<Integer> all : sending) {
      assertThat(all.get(90, TimeUnit.SECONDS)).isEqualTo(each);
    }
    for (int sender = 0; sender < SENDERS; sender++) {
      assertThat(values("s" + sender)).isEqualTo(numbers(sender, each));
    }
  }

  /** Sends so many, and waits until all of them are acknowledged. */
  private int sendAll(int sender, int count) throws Exception {
    try (Publisher publisher = Publisher.speaking("weir.v1", listener, "/streams")) {
      publisher.next();
      Future<?> sent =
          threads.submit(
              () -> {
                for (int n = 0; n < count; n++) {
                  publisher.send(publish(sender, n));
                }
                return null;
              });
      for (int n = 0; n < count; n++) {
        assertThat(publisher.next()).startsWith("{\"ack\":").endsWith(",\"id\":" + n + "}}");
      }
      sent.get();
      return count;
    }
  }

  private static String publish(int sender, int n) {
    return "{\"publish\":{\"stream\":\"readings\",\"key\":\"s%d\",\"value\":%s,\"id\":%d}}"
        .formatted(sender, value(sender, n), n);
  }

  private static String value(int sender, int n) {
    return "{\"sender\":%d,\"n\":%d,\"x\":\"%s\"}".formatted(sender, n, "x".repeat(100));
  }

  private static List<String> numbers(int sender, int count) {
    List<String> all = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      all.add(value(sender, n));
    }
    return all;
  }

  private List<String> values(String key) throws Exception {
    try (Topic readings = new Topic(kafka.address(), "readings")) {
      return readings.records().stream()
          .filter(each -> key.equals(each.key()))
          .map(ConsumerRecord::value)
          .toList();
    }
  }

  @Test
  @Timeout(180)
  void whatWasAcknowledgedIsThereAfterKills() throws Exception {
    kill(2, 1_000);
  }

  @Test
  @Tag("soak")
  @Timeout(1_800)
  void whatWasAcknowledgedIsThereAfterManyKills() throws Exception {
    kill(50, 2_000);
  }

  /**
   * A sender that sends again what was not acknowledged. Copies may come, but nothing is missing,
   * and first copies are in order.
   */
  private void kill(int times, int apart) throws Exception {
    int acknowledged = 0;
    for (int round = 0; round <= times; round++) {
      try (Publisher publisher = Publisher.speaking("weir.v1", listener, "/streams")) {
        publisher.next();
        int from = acknowledged;
        Future<?> sending =
            threads.submit(
                () -> {
                  for (int n = from; n < from + 2 * apart; n++) {
                    publisher.send(publish(0, n));
                  }
                  return null;
                });
        while (acknowledged < from + apart) {
          assertThat(publisher.next()).endsWith(",\"id\":" + acknowledged++ + "}}");
        }
        weir.close();
        publisher.ending();
        for (String told : publisher.rest()) {
          assertThat(told).endsWith(",\"id\":" + acknowledged++ + "}}");
        }
        sending.cancel(true);
      }
      startWeir();
    }
    List<String> firsts = List.copyOf(new LinkedHashSet<>(values("s0")));
    assertThat(firsts.size()).isGreaterThanOrEqualTo(acknowledged);
    assertThat(firsts).isEqualTo(numbers(0, firsts.size()));
  }

  @Test
  @Timeout(120)
  void areToldOfAllThatWasTakenInBeforeAnOrderlyEnd() throws Exception {
    try (Publisher publisher = Publisher.speaking("weir.v1", listener, "/streams")) {
      publisher.next();
      Future<?> sending =
          threads.submit(
              () -> {
                for (int n = 0; n < 100_000; n++) {
                  publisher.send(publish(0, n));
                }
                return null;
              });
      publisher.next(100);
      weir.terminate();
      assertThat(publisher.ending().code()).isEqualTo(1012);
      sending.cancel(true);
      int acknowledged = 100 + publisher.rest().size();
      assertThat(weir.status()).isZero();
      assertThat(values("s0")).isEqualTo(numbers(0, acknowledged));
    }
  }
}
