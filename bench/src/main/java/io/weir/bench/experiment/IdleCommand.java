package io.weir.bench.experiment;

import io.weir.bench.process.Cores;
import io.weir.bench.process.Json;
import io.weir.cli.HelpOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir bench idle}: what a connection that waits costs in memory. */
@Command(
    name = "idle",
    header = "Measure the memory that an idle connection takes in the server.",
    footer = {"@|bold Example:|@", "  weir bench idle --connections 10000,19000"})
public final class IdleCommand implements Callable<Integer> {
  private static final int LONGEST_SECONDS = 600;
  private static final String IN = "streams: {%s: {in: true, out: false}}%n".formatted(Scene.TOPIC);

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--connections",
      paramLabel = "N",
      split = ",",
      description = "How many; several counts are measured each in a new server (default: 10000).")
  private List<Integer> connections = List.of(10_000);

  @Option(
      names = "--in",
      description = "Connections to a path that is written to (default: one that is read).")
  private boolean in;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there, too.")
  private Optional<Path> json = Optional.empty();

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Override
  public Integer call() throws Exception {
    Cores cores = Cores.ofThisMachine();
    cores.moveSelf();
    List<Memory> found = new ArrayList<>();
    for (int count : connections) {
      try (Scene scene = Scene.open(cores, server, LONGEST_SECONDS)) {
        Memory memory = measure(scene, count);
        found.add(memory);
        System.out.print(line(memory));
      }
    }
    if (json.isPresent()) {
      Json.write(json.get(), found);
    }
    return 0;
  }

  private Memory measure(Scene scene, int count) throws Exception {
    scene.createTopic();
    Progress.say("opening " + count + " connections");
    Scene.Server server = (in ? scene.serverWith(IN) : scene.server()).await();
    Quiet.await(server.process());
    Memory.Look before = Memory.Look.before(server.process().id());
    Subscription.of(scene.load(server.url(""), count, 1));
    Quiet.await(server.process());
    return Memory.of(before, Memory.Look.after(server.process().id()), count);
  }

  private static String line(Memory memory) {
    return String.format(
        Locale.ROOT,
        "%,d idle connections: RSS %,d → %,d KiB, %.2f KiB each; live heap %,d → %,d KiB,"
            + " %.2f KiB each%n",
        memory.connections(),
        memory.rssKiBBefore(),
        memory.rssKiBAfter(),
        memory.rssBytesPerConnection() / 1024,
        memory.heapBytesBefore() / 1024,
        memory.heapBytesAfter() / 1024,
        memory.heapBytesPerConnection() / 1024);
  }
}
