package io.weir.bench.load;

import io.weir.bench.process.Json;
import io.weir.bench.process.Orders;
import io.weir.cli.HelpOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir bench load}: the subscribers, on their own or steered by an experiment. */
@Command(
    name = "load",
    header = "Open many WebSocket connections and count what they receive.",
    description = "Prints counts and latencies as JSON; exits with 1 if a connection failed.",
    footer = {
      "@|bold Examples:|@",
      "  weir bench load --url ws://127.0.0.1:8080/streams/trucks",
      "  weir bench load --url 'ws://127.0.0.1:8080/streams/trucks?key=truck-%%03d' --seconds 60"
    })
public final class LoadCommand implements Callable<Integer> {
  @Option(
      names = "--url",
      required = true,
      paramLabel = "URL",
      description = "ws[s]://HOST:PORT/PATH; %%d or %%05d in it is the connection's number.")
  private String url = "";

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "How many connections (default: ${DEFAULT-VALUE}).")
  private int connections = 1000;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Ends after that long (default: ${DEFAULT-VALUE}).")
  private int seconds = 10;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Ends early once that many data frames have come.")
  private long frames = Long.MAX_VALUE;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "Measures the latency of every Nth frame (default: ${DEFAULT-VALUE}).")
  private int sample = 1;

  @Option(
      names = "--compressed",
      description = "Offers permessage-deflate; latencies are not measured then.")
  private boolean compressed;

  @Option(
      names = "--receive-buffer",
      paramLabel = "BYTES",
      description = "What the kernel may keep of what a connection has not read.")
  private int receiveBytes;

  @Option(
      names = "--steered",
      description = {
        "Takes orders on standard input: reset, report, await FRAMES MILLIS, pause (read no",
        "more), resume, send MESSAGES SIZE (from each connection), stop."
      })
  private boolean steered;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Override
  public Integer call() throws Exception {
    Orders.boundLife(Duration.ofSeconds(seconds + 60L));
    var subscribers =
        new Subscribers(Target.of(url, compressed), connections, sample, receiveBytes);
    subscribers.open().get(seconds, TimeUnit.SECONDS);
    if (steered) {
      takeOrders(subscribers);
    } else {
      var end = subscribers.await(frames, TimeUnit.SECONDS.toMillis(seconds));
      System.out.println(Json.line(end));
    }
    LoadReport end = subscribers.report();
    subscribers.stop();
    return end.connections().failed() == 0 ? 0 : 1;
  }

  private static void takeOrders(Subscribers subscribers) throws Exception {
    Orders.tell("open", subscribers.report());
    Orders.serve(
        Map.of(
            "reset", _ -> subscribers.reset(),
            "report", _ -> subscribers.report(),
            "pause", _ -> subscribers.read(false),
            "resume", _ -> subscribers.read(true),
            "send",
                words ->
                    subscribers.send(Long.parseLong(words.get(0)), Integer.parseInt(words.get(1))),
            "await",
                words ->
                    subscribers.await(Long.parseLong(words.get(0)), Long.parseLong(words.get(1)))));
  }
}
