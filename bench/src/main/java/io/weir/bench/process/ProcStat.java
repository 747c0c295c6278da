package io.weir.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The CPU time a process has used so far, all its threads together: fields 14 and 15 of {@code
 * /proc/PID/stat}, see proc_pid_stat(5).
 *
 * @param userTicks hundredths of a second in user space
 * @param systemTicks hundredths of a second in the kernel on its behalf
 */
public record ProcStat(long userTicks, long systemTicks) {
  /** USER_HZ, which is 100 on every architecture that Java 25 runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_FIELD_AFTER_NAME = 11;

  public static ProcStat self() throws IOException {
    return read("self");
  }

  public static ProcStat of(long process) throws IOException {
    return read(Long.toString(process));
  }

  private static ProcStat read(String process) throws IOException {
    return parse(Files.readString(Path.of("/proc", process, "stat")));
  }

  /** Reads the line; the name in it is in parentheses and may hold spaces and parentheses. */
  public static ProcStat parse(String line) {
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    return new ProcStat(
        Long.parseLong(fields[USER_FIELD_AFTER_NAME]),
        Long.parseLong(fields[USER_FIELD_AFTER_NAME + 1]));
  }

  public double secondsSince(ProcStat earlier) {
    return (userTicks + systemTicks - earlier.userTicks - earlier.systemTicks) / TICKS_PER_SECOND;
  }
}
