package io.weir.bench.load;

import java.util.Map;

/** What the load process prints: the state of its connections, and what they received. */
public record LoadReport(Connections connections, Received received) {
  /**
   * The connections' fate.
   *
   * @param failed never opened
   * @param ended opened, and ended since
   * @param openSeconds from the first connect to the last answer
   */
  public record Connections(
      int wanted, int open, int failed, int ended, double openSeconds, String firstFailure) {}

  /**
   * What came over all of them together.
   *
   * @param totalFrames data frames since the process started; all but the next is of the window
   * @param fewestFrames what the connection has that has received the least, since it was opened
   * @param lastSeconds from the first connect to the window's last data frame
   * @param seconds from the window's first data frame to its last
   * @param closeCodes close codes and how often each came
   */
  public record Received(
      long totalFrames,
      long fewestFrames,
      long frames,
      long bytes,
      double lastSeconds,
      double seconds,
      double framesPerSecond,
      Latency latencyMillis,
      Map<Integer, Integer> closeCodes) {}
}
