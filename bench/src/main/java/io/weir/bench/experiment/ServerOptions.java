package io.weir.bench.experiment;

import io.weir.bench.process.Jvm;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which server is measured, with which Kafka and producer; the same in every experiment. */
public final class ServerOptions {
  private static final String MAIN = "io.weir.cli.Main";

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "A Kafka that runs already (default: one is started for the experiment).")
  private String kafka = "";

  @Option(
      names = "--server-command",
      paramLabel = "COMMAND",
      description = "Starts the server, such as './weir start' (default: this build in a new JVM).")
  private String command = "";

  @Option(
      names = "--server-arg",
      paramLabel = "ARG",
      description = "Another argument for the server; repeatable.")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--jvm-arg",
      paramLabel = "ARG",
      description = "Another argument for the server's JVM; repeatable.")
  private List<String> jvm = new ArrayList<>();

  @Option(
      names = "--linger",
      paramLabel = "MS",
      description = "The producer's linger.ms (default: ${DEFAULT-VALUE}).")
  private int lingerMillis = 5;

  @Option(names = "--tls", description = "Clients and server speak TLS.")
  private boolean tls;

  @Option(
      names = "--compressed",
      description = "Clients offer permessage-deflate; Weir's latencies are not measured then.")
  private boolean compressed;

  boolean tls() {
    return tls;
  }

  boolean compressed() {
    return compressed;
  }

  int lingerMillis() {
    return lingerMillis;
  }

  /** Empty: start one. */
  String kafka() {
    return kafka;
  }

  /** The command line of {@code weir start} with these arguments. */
  List<String> start(List<String> more) {
    List<String> all = new ArrayList<>(more);
    all.addAll(arguments);
    if (command.isEmpty()) {
      all.addFirst("start");
      return Jvm.alike(jvm, MAIN, all);
    }
    List<String> line = new ArrayList<>(List.of(command.strip().split(" +", -1)));
    line.addAll(all);
    return line;
  }
}
