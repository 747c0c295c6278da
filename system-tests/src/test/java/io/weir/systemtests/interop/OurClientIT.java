package io.weir.systemtests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.embedded.EmbeddedKafka;
import io.weir.kafka.embedded.EmbeddedKafkaSettings;
import io.weir.systemtests.Topic;
import io.weir.systemtests.WeirProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client of {@code clients/js} in Node and in a browser. */
@Tag("interop")
@Timeout(180)
final class OurClientIT {
  private static final int PARTITIONS = 3;
  private static final int RECORDS = 300;

  @TempDir private Path folder;
  private EmbeddedKafka kafka;
  private String address;
  private String listener;
  private Page page;

  /** Where it runs. */
  enum Place {
    NODE,
    CHROMIUM;

    private Program follow(Page page, String url) throws IOException {
      return Program.start(
          switch (this) {
            case NODE ->
                List.of(Tools.node(), Tools.WITH_WEBSOCKET, Tools.script("follow.mjs"), url);
            case CHROMIUM ->
                List.of(
                    Tools.node(),
                    Tools.script("browse.js"),
                    page.origin() + Page.CLIENT + "#" + url);
          });
    }
  }

  @BeforeEach
  void start() throws Exception {
    page = Page.serve();
    try (ServerSocket one = new ServerSocket(0);
        ServerSocket two = new ServerSocket(0)) {
      address = "127.0.0.1:" + one.getLocalPort();
      listener = "127.0.0.1:" + two.getLocalPort();
    }
    int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    kafka =
        new EmbeddedKafka(new EmbeddedKafkaSettings("127.0.0.1", port, folder.resolve("cluster")));
    kafka.start();
    Topic.create(address, "trucks", PARTITIONS);
    Files.writeString(
        folder.resolve("weir.yaml"),
        """
        kafka: {bootstrap.servers: "%s"}
        streams: {trucks: {}}
        listeners: [{name: public, address: "%s", origins: ["%s"]}]
        """
            .formatted(address, listener, page.origin()));
  }

  @AfterEach
  void stop() {
    page.close();
    kafka.stop(Duration.ofSeconds(10));
  }

  private WeirProcess weir() throws Exception {
    WeirProcess weir = WeirProcess.serve(folder, "start", "-c", "weir.yaml", "--kafka", address);
    weir.awaitLine("event=started");
    return weir;
  }

  @Test
  void itsOwnTestsPass() throws Exception {
    List<String> command = new ArrayList<>(List.of(Tools.node(), Tools.WITH_WEBSOCKET, "--test"));
    try (Stream<Path> files = Files.list(Tools.CLIENT.resolve("test"))) {
      files.map(Path::toString).filter(it -> it.endsWith(".test.js")).forEach(command::add);
    }
    try (Program tests = Program.start(command)) {
      tests.finish("");
    }
  }

  @Test
  void itsTypesFitTheirUse() throws Exception {
    String use = Tools.CLIENT.resolve("test/types.ts").toString();
    String options = "--noEmit --strict --target es2022 --module nodenext --lib es2022,dom";
    List<String> command = new ArrayList<>(List.of(Tools.node(), Tools.typescript(), use));
    command.addAll(List.of(options.split(" ", -1)));
    try (Program compiler = Program.start(command)) {
      compiler.finish("");
    }
  }

  @ParameterizedTest
  @EnumSource
  void seesEveryRecordOnceAlthoughTheServerIsKilled(Place place) throws Exception {
    WeirProcess first = weir();
    try (Program client = place.follow(page, "ws://" + listener + "/streams/trucks");
        Topic trucks = new Topic(address, "trucks")) {
      assertThat(client.line()).startsWith("open");
      assertThat(client.line()).isEqualTo("hello");
      produce(trucks);
      List<String> seen = records(client, RECORDS / 2);
      first.close();
      produce(trucks);
      try (WeirProcess second = weir()) {
        produce(trucks);
        seen.addAll(records(client, 3 * RECORDS - seen.size()));
        assertThat(second.isAlive()).isTrue();
      }
      assertThat(seen).containsExactlyInAnyOrderElementsOf(all()).satisfies(OurClientIT::inOrder);
    }
  }

  /** As many in each partition as in the others. */
  private static void produce(Topic trucks) throws Exception {
    for (int i = 0; i < RECORDS; i++) {
      trucks.put(i % PARTITIONS, "{\"n\":" + i + "}");
    }
  }

  private static List<String> records(Program client, int count) throws InterruptedException {
    List<String> records = new ArrayList<>();
    while (records.size() < count) {
      String line = client.line();
      if (line.matches("\\d+:\\d+")) {
        records.add(line);
      } else {
        assertThat(line).matches("(open|retry|hello).*");
      }
    }
    return records;
  }

  private static List<String> all() {
    return IntStream.range(0, 3 * RECORDS)
        .mapToObj(i -> i % PARTITIONS + ":" + i / PARTITIONS)
        .toList();
  }

  private static void inOrder(List<? extends String> records) {
    for (int i = 0; i < PARTITIONS; i++) {
      String partition = i + ":";
      assertThat(records.stream().filter(it -> it.startsWith(partition)))
          .extracting(it -> Integer.parseInt(it.substring(partition.length())))
          .isSorted();
    }
  }
}
