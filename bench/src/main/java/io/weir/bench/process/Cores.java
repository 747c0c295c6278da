package io.weir.bench.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which cores the processes run on: the server alone on core 0, everything else on core 1.
 *
 * @param taskset the program that pins, or why nothing is pinned
 */
public record Cores(Optional<Path> taskset, String notice) {
  /** Pins if this machine can. */
  public static Cores ofThisMachine() {
    Optional<Path> taskset = find("taskset");
    if (taskset.isEmpty()) {
      return new Cores(taskset, "not pinned: there is no taskset on the PATH");
    }
    if (Runtime.getRuntime().availableProcessors() < 2) {
      return new Cores(Optional.empty(), "not pinned: there is only one core");
    }
    return new Cores(taskset, "server alone on core 0, everything else on core 1");
  }

  /** For measurements that want the whole machine. */
  public static Cores unpinned() {
    return new Cores(Optional.empty(), "not pinned");
  }

  /** Moves this process, all its threads, to where the others are. */
  public void moveSelf() throws IOException, InterruptedException {
    if (taskset.isPresent()) {
      String self = Long.toString(ProcessHandle.current().pid());
      List<String> command = List.of(taskset.get().toString(), "-a", "-c", "-p", "1", self);
      new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).start().waitFor();
    }
  }

  public List<String> server(List<String> command) {
    return pinned("0", command);
  }

  public List<String> others(List<String> command) {
    return pinned("1", command);
  }

  private List<String> pinned(String core, List<String> command) {
    List<String> line = new ArrayList<>();
    taskset.ifPresent(program -> line.addAll(List.of(program.toString(), "-c", core)));
    line.addAll(command);
    return line;
  }

  private static Optional<Path> find(String program) {
    return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)).stream()
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
