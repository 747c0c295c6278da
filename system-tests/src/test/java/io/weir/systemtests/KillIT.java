package io.weir.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Weir is killed under load; those who come back with a cursor have every record, once. */
final class KillIT {
  private static final int SOCKETS = 18;
  private static final int RECORDS_A_SECOND = 2_000;
  private static final Set<String> KEYS = Set.of("k1", "k7");

  @TempDir private Path folder;
  private final List<Returning> clients = new ArrayList<>();
  private final List<WeirProcess> printers = new ArrayList<>();
  private Cluster kafka;
  private String listener;
  private WeirProcess weir;
  private int started;

  @BeforeEach
  void start() throws Exception {
    kafka = new Cluster(folder.resolve("cluster"));
    kafka.start();
    Topic.create(kafka.address(), "orders", 3);
    listener = Cluster.freeAddress();
    startWeir();
  }

  @AfterEach
  void stop() {
    clients.forEach(Returning::close);
    printers.forEach(WeirProcess::close);
    weir.close();
    kafka.close();
  }

  private void startWeir() throws Exception {
    weir =
        WeirProcess.serve(
            folder.resolve("weir-" + started++),
            "start",
            "--kafka",
            kafka.address(),
            "--stream",
            "orders",
            "--listen",
            listener);
    weir.ready();
  }

  @Test
  @Timeout(180)
  void whoComesBackWithACursorHasEveryRecordOnce() throws Exception {
    killUnderLoad(2, 3_000);
  }

  @Test
  @Tag("soak")
  @Timeout(900)
  void whoComesBackAgainAndAgainHasEveryRecordOnce() throws Exception {
    killUnderLoad(20, 30_000);
  }

  /**
   * @param apart how many records come between two kills
   */
  private void killUnderLoad(int kills, int apart) throws Exception {
    for (int i = 0; i < SOCKETS; i++) {
      String keys = i % 3 == 0 ? "&key=k1&key=k7*" : "";
      clients.add(Returning.socket("client " + i, listener, "/streams/orders?frame=record" + keys));
    }
    clients.add(Returning.events("events", listener, "/streams/orders?frame=record"));
    startPrinter();
    try (Topic orders = new Topic(kafka.address(), "orders")) {
      try (Load _ = new Load(orders, RECORDS_A_SECOND, 100)) {
        Account witness = clients.get(1).account();
        for (int kill = 1; kill <= kills; kill++) {
          witness.await((long) kill * apart);
          weir.close();
          if (kill % 2 == 0) {
            printers.getLast().close();
            startPrinter();
          }
          startWeir();
        }
        witness.await((kills + 1L) * apart);
      }
      List<ConsumerRecord<String, String>> all = orders.records();
      assertAllGot(
          Offsets.of(all),
          Offsets.of(all.stream().filter(each -> KEYS.contains(each.key())).toList()));
    }
  }

  private void assertAllGot(Offsets all, Offsets some) throws Exception {
    for (int i = 0; i < clients.size(); i++) {
      clients.get(i).account().assertGot(i % 3 == 0 && i < SOCKETS ? some : all);
    }
    assertPrinted(all);
  }

  private void startPrinter() throws Exception {
    Path file = folder.resolve("orders.cursor");
    printers.add(
        WeirProcess.run(
            folder.resolve("printer-" + printers.size()),
            "stream",
            "orders",
            "--server",
            "ws://" + listener,
            "--from",
            "earliest",
            "--output",
            "json",
            "--save-cursor",
            file.toString()));
  }

  /** Each run of the command is in order and without a hole, and together they are everything. */
  private void assertPrinted(Offsets all) throws Exception {
    while (countPrinted() < all.count()) {
      WeirProcess last = printers.getLast();
      assertThat(last.endsWithin(100, TimeUnit.MILLISECONDS)).as(last.err()).isFalse();
    }
    assertThat(countPrinted()).isEqualTo(all.count());
    for (WeirProcess each : printers) {
      printed(each).assertGotPartOf(all);
    }
  }

  /** How many records were printed, by whichever run. */
  private int countPrinted() throws Exception {
    Set<String> lines = new HashSet<>();
    for (WeirProcess each : printers) {
      // The cursor is another one where partitions were read in another order.
      lines(each).map(line -> line.replaceFirst(",\"cursor\":.*", "")).forEach(lines::add);
    }
    return lines.size();
  }

  private static Account printed(WeirProcess printer) throws Exception {
    Account account = new Account("weir stream");
    lines(printer).forEach(account::add);
    return account;
  }

  /** What a kill has cut does not count. */
  private static Stream<String> lines(WeirProcess printer) throws Exception {
    String out = printer.out();
    return out.substring(0, out.lastIndexOf('\n') + 1).lines();
  }
}
