package io.weir.bench.experiment;

import io.weir.bench.process.Child;
import io.weir.bench.process.Cores;
import io.weir.bench.process.Json;
import io.weir.cli.HelpOption;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir bench start}: how long a server takes until it listens, and until it delivers. */
@Command(
    name = "start",
    header = "Measure the time from the start of the server to its first delivery.",
    footer = {"@|bold Example:|@", "  weir bench start --runs 10"})
public final class StartCommand implements Callable<Integer> {
  private static final int LONGEST_SECONDS = 600;
  private static final int RECORDS_PER_SECOND = 100;
  private static final long KNOCK_NANOS = 1_000_000;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Starts that count, after one that does not (default: ${DEFAULT-VALUE}).")
  private int runs = 5;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there, too.")
  private Optional<Path> json = Optional.empty();

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  /** One start, in milliseconds after the exec. */
  record Start(double listening, double firstDelivery) {}

  /** What was found. */
  record Report(double medianListening, double medianFirstDelivery, List<Start> runs) {}

  @Override
  public Integer call() throws Exception {
    Report report = measure();
    System.out.print(
        String.format(
            Locale.ROOT,
            "Start, medians of %d on all cores, 100 records a second: listening after %.0f ms,"
                + " first delivery after %.0f ms%n",
            runs,
            report.medianListening(),
            report.medianFirstDelivery()));
    if (json.isPresent()) {
      Json.write(json.get(), report);
    }
    return 0;
  }

  private Report measure() throws Exception {
    List<Start> starts = new ArrayList<>();
    try (Scene scene = Scene.open(Cores.unpinned(), server, LONGEST_SECONDS)) {
      Child publisher = scene.publisher(128, 1);
      publisher.order("publish " + LONGEST_SECONDS * RECORDS_PER_SECOND + " " + RECORDS_PER_SECOND);
      for (int run = 0; run <= runs; run++) {
        Start start = once(scene);
        Progress.say(
            "listening after %.0f ms, first delivery after %.0f ms"
                .formatted(start.listening(), start.firstDelivery()));
        starts.add(start);
      }
    }
    List<Start> counted = starts.subList(1, starts.size());
    return new Report(
        Median.of(counted, Start::listening), Median.of(counted, Start::firstDelivery), counted);
  }

  private static Start once(Scene scene) throws Exception {
    int port = freePort();
    String address = "127.0.0.1:" + port;
    Scene.StartingServer starting = scene.server(address);
    awaitListening(port, starting);
    double listening = (System.nanoTime() - starting.startNanos()) / 1e6;
    FirstFrame.await(address, "/streams/" + Scene.TOPIC);
    double delivery = (System.nanoTime() - starting.startNanos()) / 1e6;
    starting.await();
    scene.end(starting.process());
    return new Start(listening, delivery);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Knocks once a millisecond, until somebody opens. */
  private static void awaitListening(int port, Scene.StartingServer starting) throws IOException {
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (ConnectException e) {
        if (!starting.process().isAlive()) {
          throw new IOException("the server ended before it listened", e);
        }
        LockSupport.parkNanos(KNOCK_NANOS);
      }
    }
  }
}
