package io.weir.bench.floor;

import io.weir.bench.process.Json;
import io.weir.bench.process.Orders;
import io.weir.bench.process.ProcStat;
import io.weir.cli.HelpOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir bench consume}: the least that reading a topic once can cost. */
@Command(
    name = "consume",
    header = "Read a topic from its beginning to its end with a bare Kafka consumer.",
    description = "Kafka's defaults, and nothing is done with a record.",
    footer = {"@|bold Example:|@", "  weir bench consume --kafka kafka-1:9092 --topic bench"})
public final class ConsumeCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(100);

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
      names = "--seconds",
      paramLabel = "S",
      description = "Ends after that long at the latest (default: ${DEFAULT-VALUE}).")
  private int seconds = 300;

  @Option(names = "--steered", description = "Takes orders on standard input: read, stop.")
  private boolean steered;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  /** What reading all of it took, by this process's own account. */
  public record Consumed(
      long records, double seconds, double perSecond, double cpuSeconds, double cpuMicros) {}

  @Override
  public Integer call() throws Exception {
    Orders.boundLife(Duration.ofSeconds(seconds));
    var bytes = new ByteArrayDeserializer();
    Map<String, Object> settings = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
    try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      assign(consumer);
      if (steered) {
        Orders.tell("ready", topic);
        Orders.serve(Map.of("read", _ -> read(consumer)));
      } else {
        System.out.println(Json.line(read(consumer)));
      }
    }
    return 0;
  }

  private void assign(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
  }

  private static Consumed read(KafkaConsumer<byte[], byte[]> consumer) throws Exception {
    Collection<TopicPartition> partitions = consumer.assignment();
    ProcStat before = ProcStat.self();
    long start = System.nanoTime();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.seekToBeginning(partitions);
    long records = 0;
    while (ends.entrySet().stream().anyMatch(end -> isBefore(consumer, end))) {
      records += consumer.poll(POLL).count();
    }
    double taken = (System.nanoTime() - start) / 1e9;
    double cpu = ProcStat.self().secondsSince(before);
    return new Consumed(records, taken, records / taken, cpu, cpu * 1e6 / Math.max(1, records));
  }

  private static boolean isBefore(
      KafkaConsumer<byte[], byte[]> consumer, Map.Entry<TopicPartition, Long> end) {
    return consumer.position(end.getKey()) < end.getValue();
  }
}
