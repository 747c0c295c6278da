package io.weir.systemtests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.systemtests.Subscriber;
import io.weir.systemtests.WeirProcess;
import io.weir.systemtests.interop.Snippet.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the documents tell their readers to run works as it stands there, but for the addresses:
 * each client that they show receives the record that they show.
 */
@Tag("interop")
@Timeout(120)
final class DocumentsIT {
  private static final Path ROOT = Path.of("..");
  private static final Duration SOON = Duration.ofMillis(300);
  private static final int MOST_RECORDS = 100;

  /** The document whose clients show who they are. */
  private static final String GUARDED = "clients.md";

  private static final String SETTINGS =
      """
      listeners: [{name: public, address: "127.0.0.1:0"}]
      streams: {trucks: }
      access: {basic: {user: fleet, password: secret}}
      """;

  /** The listener's own page; an open one does not look at who asks for it. */
  private static final String PAGE = "/?username=fleet&api_key=secret";

  @TempDir private static Path folder;
  private static WeirProcess open;
  private static WeirProcess guarded;

  @BeforeAll
  static void start() throws Exception {
    open = WeirProcess.serve(folder, "dev", "--sample-rate", "0", "--stream", "orders");
    Path other = Files.createDirectories(folder.resolve("guarded"));
    Files.writeString(other.resolve("weir.yaml"), SETTINGS);
    guarded = WeirProcess.serve(other, "start", "-c", "weir.yaml");
  }

  @AfterAll
  static void stop() {
    open.close();
    guarded.close();
  }

  static List<Snippet> snippets() throws IOException {
    List<Snippet> all = new ArrayList<>();
    for (String document : List.of("README.md", "docs/getting-started.md", "docs/clients.md")) {
      all.addAll(Snippet.of(ROOT.resolve(document)));
    }
    return all;
  }

  static List<Snippet> clients() throws IOException {
    return snippets().stream()
        .filter(snippet -> snippet.kind() != Kind.KCAT && snippet.kind() != Kind.WRITER)
        .toList();
  }

  static List<Snippet> writers() throws IOException {
    return snippets().stream().filter(snippet -> snippet.kind() == Kind.WRITER).toList();
  }

  static List<Snippet> producers() throws IOException {
    return snippets().stream().filter(snippet -> snippet.kind() == Kind.KCAT).toList();
  }

  @Test
  void thereIsOneOfEveryKind() throws Exception {
    assertThat(snippets()).extracting(Snippet::kind).contains(Kind.values());
  }

  @ParameterizedTest
  @MethodSource("clients")
  void theClientReceivesTheRecordOfTheReadme(Snippet client) throws Exception {
    Snippet producer = producerFor(client);
    WeirProcess weir = client.place().startsWith(GUARDED) ? guarded : open;
    try (Program subscriber = run(client, weir)) {
      assertThat(firstLine(subscriber, producer, weir)).contains("\"hello\":\"Kafka\"");
    }
  }

  /** Whoever writes reads the same stream: the record, or that it is written, comes back. */
  @ParameterizedTest
  @MethodSource("writers")
  void theWriterHearsOfItsRecord(Snippet writer) throws Exception {
    try (Program client = run(writer, open)) {
      client.say("{\"hello\":\"Kafka\"}");
      assertThat(client.line()).containsAnyOf("{\"hello\":\"Kafka\"}", "{\"ack\":");
    }
  }

  @ParameterizedTest
  @MethodSource("producers")
  void theProducerReachesAClient(Snippet producer) throws Exception {
    String target = "/streams/trucks?key=truck-001";
    Subscriber subscriber = Subscriber.open(open.listener("public"), target);
    produce(producer, open);
    assertThat(subscriber.next()).isEqualTo("{\"hello\":\"Kafka\"}");
  }

  /** The one of the README, for the stream that the client asks for. */
  private static Snippet producerFor(Snippet client) throws IOException {
    Snippet producer = producers().getFirst();
    return client.text().contains("/streams/orders")
        ? producer.with("-t trucks", "-t orders")
        : producer;
  }

  /** Snippets do not tell when they are connected: records go out until one arrives. */
  private static String firstLine(Program subscriber, Snippet producer, WeirProcess weir)
      throws Exception {
    for (int i = 0; i < MOST_RECORDS; i++) {
      produce(producer, weir);
      Optional<String> line = subscriber.lineWithin(SOON);
      if (line.isPresent()) {
        return line.get();
      }
    }
    return subscriber.line();
  }

  private static void produce(Snippet producer, WeirProcess weir) throws Exception {
    try (Program kcat = run(producer, weir)) {
      kcat.finish("");
    }
  }

  private static Program run(Snippet snippet, WeirProcess weir) throws Exception {
    String listener = weir.listener("public");
    return snippet
        .with("127.0.0.1:8080", listener)
        .with("127.0.0.1:9092", weir.kafka())
        .run(folder, "http://" + listener + PAGE);
  }
}
