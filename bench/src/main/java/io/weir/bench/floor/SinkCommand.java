package io.weir.bench.floor;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import io.weir.bench.process.Orders;
import io.weir.cli.HelpOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir bench sink}: the least that a server can spend on what clients send. */
@Command(
    name = "sink",
    header = "Read and count the frames that WebSocket connections send.",
    description =
        "Accepts connections, and takes orders on standard input once all are open: await FRAMES"
            + " MILLIS, stop.",
    footer = {"@|bold Example:|@", "  weir bench sink --port 9000 --connections 1000"})
public final class SinkCommand implements Callable<Integer> {
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
      names = "--seconds",
      paramLabel = "S",
      description = "Ends after that long at the latest (default: ${DEFAULT-VALUE}).")
  private int seconds = 300;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Override
  public Integer call() throws Exception {
    Epoll.ensureAvailability();
    Orders.boundLife(Duration.ofSeconds(seconds));
    try (var listening = new Connections(port)) {
      Orders.tell("listening", listening.port());
      Socket[] accepted = listening.accept(connections);
      try (var sink = new Sink(accepted)) {
        Orders.tell("open", accepted.length);
        Orders.serve(
            Map.of(
                "await",
                words -> sink.await(Long.parseLong(words.get(0)), Long.parseLong(words.get(1)))));
      }
    }
    return 0;
  }
}
