package io.weir.bench.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.bench.BenchCommand;
import io.weir.bench.process.Child;
import io.weir.bench.process.Cores;
import io.weir.bench.process.Jvm;
import io.weir.bench.process.ReadyFile;
import io.weir.bench.process.TlsListener;
import io.weir.bench.publish.Payload;
import io.weir.kafka.embedded.EmbeddedKafkaMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Everything that one experiment has started, and its folder: ended and deleted when it closes,
 * last started, first ended.
 *
 * <p>Thread: the experiment's.
 */
final class Scene implements AutoCloseable {
  /** How long any process may take until it is ready. */
  static final Duration START = Duration.ofSeconds(60);

  static final String TOPIC = "bench";
  private static final String BROKER = EmbeddedKafkaMain.class.getName();
  private static final String LOOPBACK = "127.0.0.1:0";

  private final Cores cores;
  private final ServerOptions options;
  private final int seconds;
  private final Path folder;
  private final Deque<Child> children = new ArrayDeque<>();
  private String kafka;
  private int started;

  private Scene(Cores cores, ServerOptions options, int seconds) throws IOException {
    this.cores = cores;
    this.options = options;
    this.seconds = seconds;
    this.kafka = options.kafka();
    this.folder = Files.createTempDirectory("weir-bench");
  }

  /**
   * Starts a broker unless one is given.
   *
   * @param seconds the longest that any process of this scene lives
   */
  static Scene open(Cores cores, ServerOptions options, int seconds) throws IOException {
    var scene = new Scene(cores, options, seconds);
    try {
      scene.kafka = scene.kafka.isEmpty() ? scene.broker() : scene.kafka;
      return scene;
    } catch (IOException | RuntimeException failed) {
      scene.close();
      throw failed;
    }
  }

  private String broker() throws IOException {
    Path ready = folder.resolve("broker.json");
    List<String> arguments =
        List.of(
            "--address", LOOPBACK,
            "--data", folder.resolve("kafka").toString(),
            "--ready-file", ready.toString());
    Child broker = start("broker", cores.others(Jvm.lean(BROKER, arguments)));
    return ReadyFile.await(ready, broker, START).path("kafka").asText();
  }

  /** Starts {@code weir start} on a free port and returns at once. */
  StartingServer server() throws IOException {
    return server(LOOPBACK);
  }

  /** Starts {@code weir start} with a listener on this address and returns at once. */
  StartingServer server(String listen) throws IOException {
    return server(listen, List.of(TOPIC));
  }

  /** Starts {@code weir start} with a stream for each of these topics and returns at once. */
  StartingServer server(List<String> topics) throws IOException {
    return server(LOOPBACK, topics);
  }

  /** Starts {@code weir start} with these settings, a YAML text, and returns at once. */
  StartingServer serverWith(String settings) throws IOException {
    Path file = Files.writeString(folder.resolve("weir-" + started + ".yaml"), settings);
    return serverAt(LOOPBACK, List.of("-c", file.toString()));
  }

  private StartingServer server(String listen, List<String> topics) throws IOException {
    List<String> arguments = new ArrayList<>();
    if (options.tls()) {
      arguments.addAll(List.of("-c", TlsListener.write(folder).toString()));
    }
    topics.forEach(topic -> arguments.addAll(List.of("--stream", topic)));
    return serverAt(listen, arguments);
  }

  private StartingServer serverAt(String listen, List<String> more) throws IOException {
    Path ready = folder.resolve("server-" + started + ".json");
    List<String> arguments = new ArrayList<>(more);
    arguments.addAll(
        List.of(
            "--kafka", kafka,
            "--listen", listen,
            "--admin", LOOPBACK,
            "--ready-file", ready.toString()));
    long startNanos = System.nanoTime();
    Child child = start("server", cores.server(options.start(arguments)));
    return new StartingServer(child, ready, startNanos, options.tls() ? "wss://" : "ws://");
  }

  /** A server on its way. */
  record StartingServer(Child process, Path ready, long startNanos, String scheme) {
    Server await() throws IOException {
      JsonNode where = ReadyFile.await(ready, process, START);
      String root = scheme + where.path("listeners").path("public").asText();
      return new Server(process, root, where.path("admin").asText());
    }
  }

  /**
   * A server that listens.
   *
   * @param root its URL without a path
   * @param admin where it tells its metrics
   */
  record Server(Child process, String root, String admin) {
    String url(String query) {
      return url(TOPIC, query);
    }

    String url(String topic, String query) {
      return root + "/streams/" + topic + query;
    }

    double metric(String name, String topic) throws Exception {
      return Metrics.of(admin).value(name, topic);
    }
  }

  /** The producer, ready; its topic exists. */
  Child publisher(int size, int keys) throws Exception {
    return publisher(TOPIC, 1, size, keys);
  }

  /** A producer to any topic, which exists with so many partitions. */
  Child publisher(String topic, int partitions, int size, int keys) throws Exception {
    Child publisher =
        ours(
            "publish",
            "--kafka",
            kafka,
            "--topic",
            topic,
            "--partitions",
            "" + partitions,
            "--size",
            "" + size,
            "--keys",
            "" + keys,
            "--linger",
            "" + options.lingerMillis());
    publisher.await("ready", START);
    return publisher;
  }

  /** For experiments in which nothing is published. */
  void createTopic() throws Exception {
    end(publisher(Payload.MIN_BYTES, 1));
  }

  Child floor(int connections, int size) throws IOException {
    List<String> arguments =
        List.of("floor", "--connections", "" + connections, "--size", "" + size);
    return start("floor", cores.server(Jvm.lean(BenchCommand.class.getName(), steered(arguments))));
  }

  /** A server that counts what its clients send. */
  Child sink(int connections) throws IOException {
    List<String> line =
        List.of("sink", "--connections", "" + connections, "--seconds", "" + seconds);
    return start("sink", cores.server(Jvm.lean(BenchCommand.class.getName(), line)));
  }

  /** A server that is dialed. */
  Child peer() throws IOException {
    List<String> line = List.of("peer", "--seconds", "" + seconds);
    return start("peer", cores.others(Jvm.lean(BenchCommand.class.getName(), line)));
  }

  /** A bare producer of records to the topic, which exists. */
  Child producer(int size) throws Exception {
    List<String> arguments =
        List.of("produce", "--kafka", kafka, "--topic", TOPIC, "--size", "" + size);
    List<String> line = Jvm.lean(BenchCommand.class.getName(), steered(arguments));
    Child producer = start("produce", cores.server(line));
    producer.await("ready", START);
    return producer;
  }

  /** A bare consumer that reads a topic from its beginning whenever it is told to. */
  Child consumer(String topic) throws Exception {
    List<String> arguments = List.of("consume", "--kafka", kafka, "--topic", topic);
    List<String> line = Jvm.lean(BenchCommand.class.getName(), steered(arguments));
    Child consumer = start("consume", cores.server(line));
    consumer.await("ready", START);
    return consumer;
  }

  /** The subscribers, on their way. */
  Child load(String url, int connections, int sample) throws IOException {
    return load(url, connections, sample, List.of());
  }

  /** The subscribers, with more options, on their way. */
  Child load(String url, int connections, int sample, List<String> more) throws IOException {
    List<String> line = new ArrayList<>(List.of("load", "--url", url));
    line.addAll(List.of("--connections", "" + connections, "--sample", "" + sample));
    line.addAll(more);
    if (options.compressed()) {
      line.add("--compressed");
    }
    return ours(line.toArray(String[]::new));
  }

  private Child ours(String... arguments) throws IOException {
    List<String> line = Jvm.lean(BenchCommand.class.getName(), steered(List.of(arguments)));
    return start(arguments[0], cores.others(line));
  }

  private List<String> steered(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--steered", "--seconds", "" + seconds));
    return all;
  }

  private Child start(String name, List<String> command) throws IOException {
    started++;
    Child child = Child.start(name, command);
    children.push(child);
    return child;
  }

  /** Ends one before the others. */
  void end(Child child) throws IOException {
    children.remove(child);
    child.close();
  }

  @Override
  public void close() throws IOException {
    for (Child child : children) {
      child.close();
    }
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
