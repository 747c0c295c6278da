package io.weir.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The memory of a process: {@code /proc/PID/status}, see proc_pid_status(5).
 *
 * @param rssKiB resident memory, all kinds
 * @param anonymousKiB the part of it that no file backs: heap, buffers, stacks
 */
public record ProcStatus(long rssKiB, long anonymousKiB) {
  public static ProcStatus of(long process) throws IOException {
    return parse(Files.readString(Path.of("/proc", Long.toString(process), "status")));
  }

  public static ProcStatus parse(String status) {
    return new ProcStatus(kibibytes(status, "VmRSS:"), kibibytes(status, "RssAnon:"));
  }

  private static long kibibytes(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).replace("kB", "").strip())
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + name + " in the status"));
  }
}
