package io.weir.bench.publish;

import io.weir.bench.process.Json;
import io.weir.bench.process.Orders;
import io.weir.cli.HelpOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir bench publish}: the producer, on its own or steered by an experiment. */
@Command(
    name = "publish",
    header = "Produce JSON records that carry the time they were sent.",
    footer = {
      "@|bold Example:|@",
      "  weir bench publish --kafka kafka-1:9092 --topic bench --rate 1000 --count 60000"
    })
public final class PublishCommand implements Callable<Integer> {
  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "The cluster (default: ${DEFAULT-VALUE}).")
  private String kafka = "127.0.0.1:9092";

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "The topic (default: ${DEFAULT-VALUE}).")
  private String topic = "bench";

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of the topic if it has to be made (default: ${DEFAULT-VALUE}).")
  private int partitions = 1;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many records (default: ${DEFAULT-VALUE}).")
  private long count = 1000;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Records a second; 0: as fast as possible (default: ${DEFAULT-VALUE}).")
  private double rate = 100;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      description = "Size of a record's value (default: ${DEFAULT-VALUE}).")
  private int size = 128;

  @Option(
      names = "--keys",
      paramLabel = "N",
      description = "How many distinct keys, in turns (default: ${DEFAULT-VALUE}).")
  private int keys = 1000;

  @Option(
      names = "--key-prefix",
      paramLabel = "TEXT",
      description = "What a key begins with (default: ${DEFAULT-VALUE}).")
  private String keyPrefix = "truck-";

  @Option(
      names = "--linger",
      paramLabel = "MS",
      description = "The producer's linger.ms (default: ${DEFAULT-VALUE}).")
  private int lingerMillis = 5;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Ends after that long at the latest (default: ${DEFAULT-VALUE}).")
  private int seconds = 300;

  @Option(
      names = "--steered",
      description = "Takes orders on standard input: publish COUNT RATE, stop.")
  private boolean steered;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Override
  public Integer call() throws Exception {
    Orders.boundLife(Duration.ofSeconds(seconds));
    Publisher.createTopic(kafka, topic, partitions);
    try (var publisher = open()) {
      if (steered) {
        Orders.tell("ready", topic);
        Orders.serve(
            Map.of(
                "publish",
                words ->
                    publisher.publish(
                        Long.parseLong(words.get(0)), Double.parseDouble(words.get(1)))));
      } else {
        System.out.println(Json.line(publisher.publish(count, rate)));
      }
    }
    return 0;
  }

  private Publisher open() {
    return new Publisher(
        new Publisher.Destination(kafka, topic, lingerMillis),
        new Payload(size),
        new Keys(keyPrefix, keys));
  }
}
