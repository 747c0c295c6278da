package io.weir.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.testing.peer.FlakyPeer;
import io.weir.testing.peer.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A topic and a stream of the same name, peers, and nodes that dial them. Thread: the test's.
 *
 * @param name of the topic, and a beginning for the names of links; groups are theirs alone
 */
record DialStage(
    String kafka,
    Path folder,
    String name,
    Topic topic,
    List<WeirProcess> nodes,
    List<FlakyPeer> peers)
    implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  static DialStage of(String kafka, Path folder, String name) throws Exception {
    Topic.create(kafka, name, 3);
    Topic topic = new Topic(kafka, name);
    return new DialStage(kafka, folder, name, topic, new ArrayList<>(), new ArrayList<>());
  }

  FlakyPeer peer(Plan plan) {
    FlakyPeer peer = FlakyPeer.start(plan);
    peers.add(peer);
    return peer;
  }

  WeirProcess start(String settings) throws Exception {
    return start(settings, Map.of());
  }

  WeirProcess start(String settings, Map<String, String> environment) throws Exception {
    Path own = Files.createDirectories(folder.resolve(name + "-" + nodes.size()));
    Files.writeString(own.resolve("weir.yaml"), settings);
    List<String> arguments = new ArrayList<>(List.of("start", "--ready-file", "ready.json"));
    arguments.addAll(List.of("--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"));
    arguments.addAll(List.of("--kafka", kafka));
    WeirProcess started = WeirProcess.run(own, environment, arguments);
    nodes.add(started);
    started.ready();
    return started;
  }

  /** A node that pushes the stream from its beginning on, as a link of the stream's name. */
  String push(String url, String more) {
    return """
    streams: {%1$s: }
    links: [{name: %1$s, dial: "%2$s", out: %1$s, from: earliest, %3$s}]
    """
        .formatted(name, url, more);
  }

  /** Puts numbered records into the topic; how many there are then. */
  int produce(int from, int to, String padding) {
    for (int n = from; n < to; n++) {
      topic.send("k" + n % 5, "{\"n\":%d,\"padding\":\"%s\"}".formatted(n, padding));
    }
    topic.flush();
    return to;
  }

  /** As the node's API tells it. */
  static JsonNode link(WeirProcess node, String name) throws Exception {
    JsonNode all = new ObjectMapper().readTree(Http.get(node.admin(), "/api/v1/links").body());
    for (JsonNode each : all) {
      if (each.path("name").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("no link " + name + " in " + all);
  }

  boolean isOpen(WeirProcess node) throws Exception {
    return link(node, name).path("state").asText().equals("open");
  }

  Map<Integer, Long> committed(String link) throws Exception {
    return Topic.committed(kafka, "weir-link-" + link);
  }

  /** Waits until so many records are committed, over all partitions. */
  void awaitCommitted(WeirProcess weir, String link, long records) throws Exception {
    await(
        records + " records committed of " + link,
        weir,
        () -> committed(link).values().stream().mapToLong(Long::longValue).sum() == records);
  }

  /**
   * Waits until something is so.
   *
   * @param weir that must not end meanwhile
   */
  void await(String what, WeirProcess weir, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (weir.endsWithin(20, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        throw new AssertionError("no " + what + ":\n" + seen() + "\n" + weir.err());
      }
    }
  }

  private String seen() {
    return peers.stream()
        .flatMap(peer -> peer.visits().stream())
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    nodes.forEach(WeirProcess::close);
    peers.forEach(FlakyPeer::close);
    topic.close();
  }
}
