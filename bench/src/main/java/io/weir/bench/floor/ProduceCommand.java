package io.weir.bench.floor;

import io.weir.bench.process.Json;
import io.weir.bench.process.Orders;
import io.weir.bench.publish.Payload;
import io.weir.cli.HelpOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir bench produce}: the least that writing a record can cost. */
@Command(
    name = "produce",
    header = "Write equal records to a topic with a bare Kafka producer.",
    description =
        "As Weir's writer is set: acks=all, idempotent, one request at a time, a linger of 5 ms,"
            + " batches of 256 KiB.",
    footer = {"@|bold Example:|@", "  weir bench produce --kafka kafka-1:9092 --records 1000000"})
public final class ProduceCommand implements Callable<Integer> {
  private static final long TIME_NANOS = 1_700_000_000_000_000_000L;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "The cluster (default: ${DEFAULT-VALUE}).")
  private String kafka = "127.0.0.1:9092";

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "The topic, which exists (default: ${DEFAULT-VALUE}).")
  private String topic = "bench";

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      description = "Size of a record's value (default: ${DEFAULT-VALUE}).")
  private int size = 128;

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "How many records (default: ${DEFAULT-VALUE}).")
  private long records = 1_000_000;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Ends after that long at the latest (default: ${DEFAULT-VALUE}).")
  private int seconds = 300;

  @Option(
      names = "--steered",
      description = "Takes orders on standard input: produce RECORDS, stop.")
  private boolean steered;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  /** What was written; all of it is acknowledged. */
  public record Produced(long records, double seconds, double perSecond) {}

  @Override
  public Integer call() throws Exception {
    Orders.boundLife(Duration.ofSeconds(seconds));
    var bytes = new ByteArraySerializer();
    try (var producer = new KafkaProducer<>(settings(), bytes, bytes)) {
      if (steered) {
        Orders.tell("ready", topic);
        Orders.serve(
            Map.of("produce", words -> produce(producer, Long.parseLong(words.getFirst()))));
      } else {
        System.out.println(Json.line(produce(producer, records)));
      }
    }
    return 0;
  }

  private Map<String, Object> settings() {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        kafka,
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        true,
        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
        1,
        ProducerConfig.LINGER_MS_CONFIG,
        5,
        ProducerConfig.BATCH_SIZE_CONFIG,
        256 << 10,
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        4 << 20);
  }

  private Produced produce(KafkaProducer<byte[], byte[]> producer, long count) {
    byte[] value = new Payload(size).at(TIME_NANOS);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    long start = System.nanoTime();
    for (long number = 0; number < count; number++) {
      var _ =
          producer.send(new ProducerRecord<>(topic, value), (_, refused) -> note(failure, refused));
    }
    producer.flush();
    double taken = (System.nanoTime() - start) / 1e9;
    if (failure.get() != null) {
      throw new IllegalStateException("Kafka refused a record", failure.get());
    }
    return new Produced(count, taken, count / taken);
  }

  private static void note(AtomicReference<Throwable> failure, @Nullable Exception refused) {
    if (refused != null) {
      failure.compareAndSet(null, refused);
    }
  }
}
