package io.weir.kafka.embedded;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.error.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The embedded Kafka as a process of its own, for benchmarks: {@code --address HOST:PORT --data DIR
 * --ready-file PATH [--topic NAME[:PARTITIONS]]...}. The ready file appears, complete, once clients
 * are served and the topics exist; the process ends with SIGTERM or SIGINT.
 */
public final class EmbeddedKafkaMain {
  private static final String USAGE =
      "usage: --address HOST:PORT --data DIR --ready-file PATH [--topic NAME[:PARTITIONS]]...";

  private EmbeddedKafkaMain() {}

  /** What the command line asks for. */
  record Arguments(EmbeddedKafkaSettings settings, Path readyFile, List<NewTopic> topics) {

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Arguments parse(String... args) {
      String address = "127.0.0.1:0";
      Path data = null;
      Path readyFile = null;
      List<NewTopic> topics = new ArrayList<>();
      for (int i = 0; i < args.length; i += 2) {
        if (i + 1 == args.length) {
          throw new IllegalArgumentException(args[i] + " needs a value; " + USAGE);
        }
        String value = args[i + 1];
        switch (args[i]) {
          case "--address" -> address = value;
          case "--data" -> data = Path.of(value);
          case "--ready-file" -> readyFile = Path.of(value);
          case "--topic" -> topics.add(topic(value));
          default -> throw new IllegalArgumentException("unknown " + args[i] + "; " + USAGE);
        }
      }
      if (data == null || readyFile == null) {
        throw new IllegalArgumentException(USAGE);
      }
      return new Arguments(EmbeddedKafkaSettings.at(address, data), readyFile, topics);
    }

    private static NewTopic topic(String value) {
      int colon = value.indexOf(':');
      Optional<Integer> partitions =
          colon < 0 ? Optional.empty() : Optional.of(Integer.valueOf(value.substring(colon + 1)));
      String name = colon < 0 ? value : value.substring(0, colon);
      return new NewTopic(name, partitions, Optional.empty());
    }
  }

  public static void main(String[] args) throws InterruptedException {
    try {
      run(Arguments.parse(args));
    } catch (IllegalArgumentException e) {
      exit(new Refusal(ErrorCode.BAD_REQUEST, String.valueOf(e.getMessage())));
    } catch (RefusedException e) {
      exit(e.refusal());
    }
  }

  private static void run(Arguments arguments) throws InterruptedException {
    EmbeddedKafka kafka = new EmbeddedKafka(arguments.settings());
    kafka.start();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> kafka.stop(Duration.ofSeconds(5)), "stop"));
    create(kafka.bootstrapServers(), arguments.topics());
    writeReadyFile(arguments.readyFile(), kafka.bootstrapServers());
    new CountDownLatch(1).await(); // until a signal ends the process
  }

  private static void create(String bootstrapServers, List<NewTopic> topics)
      throws InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      for (var created : admin.createTopics(topics).values().values()) {
        try {
          created.get();
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw new IllegalArgumentException("--topic: " + e.getMessage(), e);
          }
        }
      }
    }
  }

  /** Whoever waits for the file never sees half of it. */
  private static void writeReadyFile(Path file, String bootstrapServers) {
    Path whole = file.toAbsolutePath();
    Path half = whole.resolveSibling(whole.getFileName() + ".tmp");
    try {
      Files.writeString(half, "{\"kafka\":\"" + bootstrapServers + "\"}\n");
      Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw DataFolder.refused("the ready file " + whole + " cannot be written: " + e, e);
    }
  }

  private static void exit(Refusal refusal) {
    System.err.println(refusal.message());
    System.exit(refusal.code().kind().exitCode());
  }
}
