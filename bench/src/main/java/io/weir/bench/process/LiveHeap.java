package io.weir.bench.process;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** The bytes of a JVM's objects that are still reachable. */
public final class LiveHeap {
  private LiveHeap() {}

  /**
   * Asks the JVM through jcmd, which makes it collect all garbage: never within a measured window.
   * Empty if it cannot be asked.
   */
  public static OptionalLong ofProcess(long process) throws IOException {
    List<String> command = List.of(Jvm.tool("jcmd"), Long.toString(process), "GC.class_histogram");
    Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var out = jcmd.inputReader()) {
      return parse(out.readAllAsString());
    }
  }

  /** Finds the line {@code Total INSTANCES BYTES}. */
  public static OptionalLong parse(String histogram) {
    return histogram
        .lines()
        .filter(line -> line.startsWith("Total"))
        .map(line -> line.strip().split(" +", -1))
        .mapToLong(fields -> Long.parseLong(fields[2]))
        .findFirst();
  }
}
