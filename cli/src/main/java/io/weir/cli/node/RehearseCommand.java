package io.weir.cli.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.engine.config.Overrides;
import io.weir.engine.config.Settings;
import io.weir.engine.error.ErrorKind;
import io.weir.kafka.TopicWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code weir rehearse}: a node's life in a second or two, from its start over a delivery to its
 * end, in a folder of its own and on free ports. The launcher makes its AOT cache (JEP 514) from
 * what this has used; it is not for users.
 */
@Command(name = "rehearse", hidden = true, header = "Start, deliver a record, and stop.")
public final class RehearseCommand implements Callable<Integer> {
  private static final String STREAM = "rehearsal";
  private static final int LONGEST_SECONDS = 30;

  private static final String DEFAULTS =
      """
      kafka: {address: "127.0.0.1:0"}
      listeners: [{name: public, address: "127.0.0.1:0"}]
      admin: {address: "127.0.0.1:0"}
      streams: {rehearsal: {}}
      drain: {spread: 0s}
      """;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("weir-rehearsal");
    try {
      Files.writeString(folder.resolve("weir.yaml"), DEFAULTS);
      return run(folder);
    } finally {
      delete(folder);
    }
  }

  private int run(Path folder) throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    Overrides data =
        new Overrides(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(folder.resolve("data").toString()),
            List.of());
    Optional<Settings> settings =
        new SettingsLoader("", Optional.empty(), Map.of(), err)
            .load(Optional.of(folder.resolve("weir.yaml")), data);
    if (settings.isEmpty()) {
      return ErrorKind.INTERNAL.exitCode();
    }
    Node node = new Node(settings.get());
    node.start();
    try {
      ReadyFile.write(folder.resolve("ready.json"), node.addresses());
      use(node.addresses());
    } finally {
      node.stop();
    }
    return 0;
  }

  private static void use(Addresses addresses) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient();
        TopicWriter writer = new TopicWriter(addresses.kafka(), STREAM)) {
      deliver(client, addresses.listeners().getOrDefault("public", ""), writer);
      for (String path : List.of("/healthz", "/readyz", "/metrics", "/api/v1/streams")) {
        URI page = URI.create("http://" + addresses.admin() + path);
        client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
      }
    }
  }

  private static void deliver(HttpClient client, String address, TopicWriter writer)
      throws Exception {
    for (String query : List.of("?key=a", "?key=b*&frame=record", "")) {
      FirstText first = new FirstText();
      URI uri = URI.create("ws://" + address + "/streams/" + STREAM + query);
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(uri, first)
              .get(LONGEST_SECONDS, TimeUnit.SECONDS);
      for (String key : List.of("a", "b1")) {
        writer.write(key.getBytes(UTF_8), "{\"n\":1}".getBytes(UTF_8));
      }
      first.text.get(LONGEST_SECONDS, TimeUnit.SECONDS);
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(LONGEST_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Waits for one message. */
  private static final class FirstText implements WebSocket.Listener {
    private final CompletableFuture<String> text = new CompletableFuture<>();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.complete(data.toString());
      socket.request(1);
      return null;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
