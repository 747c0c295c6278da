package io.weir.bench.floor;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import io.weir.bench.process.Json;
import io.weir.bench.process.Orders;
import io.weir.bench.process.ProcStat;
import io.weir.cli.HelpOption;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir bench floor}: the least that a server can spend on a delivery. */
@Command(
    name = "floor",
    header = "Write prebuilt frames to WebSocket connections.",
    description =
        "Accepts connections, and writes to them once all are open: the least that a server can"
            + " spend on a delivery.",
    footer = {"@|bold Example:|@", "  weir bench floor --port 9000 --connections 1000 --rate 100"})
public final class FloorCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "Where to listen on 127.0.0.1; 0 picks a free port (default: ${DEFAULT-VALUE}).")
  private int port = 0;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "Begins when that many are open (default: ${DEFAULT-VALUE}).")
  private int connections = 1000;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      description = "Payload of a frame (default: ${DEFAULT-VALUE}).")
  private int size = 128;

  @Option(
      names = "--messages",
      paramLabel = "N",
      description = "How many messages (default: ${DEFAULT-VALUE}).")
  private int messages = 2000;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Messages a second; 0: as fast as it can (default: ${DEFAULT-VALUE}).")
  private double rate = 0;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Frames in one write (default: ${DEFAULT-VALUE}).")
  private int batch = 1;

  @Option(
      names = "--audience",
      paramLabel = "N",
      description = "Connections per message, in turns; 0: all (default: ${DEFAULT-VALUE}).")
  private int audience = 0;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Messages before those that count (default: ${DEFAULT-VALUE}).")
  private int warmUp = 2000;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Ends after that long at the latest (default: ${DEFAULT-VALUE}).")
  private int seconds = 300;

  @Option(
      names = "--steered",
      description = "Takes orders on standard input: write MESSAGES RATE BATCH AUDIENCE, stop.")
  private boolean steered;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  /** What one course cost, by this process's own account. */
  record Written(
      long deliveries, double seconds, double perSecond, double cpuSeconds, double cpuMicros) {}

  @Override
  public Integer call() throws Exception {
    Epoll.ensureAvailability();
    Orders.boundLife(Duration.ofSeconds(seconds));
    try (var listening = new Connections(port)) {
      Orders.tell("listening", listening.port());
      Socket[] accepted = listening.accept(connections);
      Orders.tell("open", accepted.length);
      var writer = new FloorWriter(accepted, size);
      if (steered) {
        Orders.serve(Map.of("write", words -> measured(writer, Course.of(words))));
      } else {
        writer.write(new Course(warmUp, 0, batch, audience));
        var written = measured(writer, new Course(messages, rate, batch, audience));
        System.out.println(Json.line(written));
      }
    }
    return 0;
  }

  private static Written measured(FloorWriter writer, Course course) throws IOException {
    ProcStat before = ProcStat.self();
    long start = System.nanoTime();
    long deliveries = writer.write(course);
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpu = ProcStat.self().secondsSince(before);
    return new Written(deliveries, seconds, deliveries / seconds, cpu, cpu * 1e6 / deliveries);
  }
}
