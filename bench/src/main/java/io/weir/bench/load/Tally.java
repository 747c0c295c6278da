package io.weir.bench.load;

import io.weir.bench.process.WallClock;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What all connections together have received.
 *
 * <p>Thread: the event loop.
 */
final class Tally {
  private static final long LONGEST_NANOS = 120_000_000_000L;

  private final int sampleEvery;
  private final Histogram latencyNanos = new Histogram(LONGEST_NANOS, 3);
  private final TreeMap<Integer, Integer> closeCodes = new TreeMap<>();
  private final WallClock clock = new WallClock();

  private long beginNanos;
  private long totalFrames;
  private long frames;
  private long bytes;
  private long firstNanos;
  private long lastNanos;
  private long readNanos;
  private int untilSample = 1;

  Tally(int sampleEvery) {
    this.sampleEvery = sampleEvery;
  }

  /** The first connection is about to be made. */
  void begin() {
    beginNanos = clock.nanos();
  }

  /** All frames until the next call were received now. */
  void onRead() {
    readNanos = clock.nanos();
  }

  boolean isSample() {
    if (--untilSample > 0) {
      return false;
    }
    untilSample = sampleEvery;
    return true;
  }

  void onData(long payloadBytes, long sentNanos) {
    totalFrames++;
    frames++;
    bytes += payloadBytes;
    lastNanos = readNanos;
    if (firstNanos == 0) {
      firstNanos = readNanos;
    }
    if (sentNanos != Timestamps.ABSENT) {
      latencyNanos.recordValue(Math.clamp(readNanos - sentNanos, 0, LONGEST_NANOS));
    }
  }

  void onClose(int code) {
    closeCodes.merge(code, 1, Integer::sum);
  }

  long totalFrames() {
    return totalFrames;
  }

  /** A new window begins. The total and the close codes stay. */
  void reset() {
    clock.calibrate();
    latencyNanos.reset();
    frames = 0;
    bytes = 0;
    firstNanos = 0;
    lastNanos = 0;
  }

  LoadReport.Received received(long fewestFrames) {
    double seconds = (lastNanos - firstNanos) / 1e9;
    return new LoadReport.Received(
        totalFrames,
        fewestFrames,
        frames,
        bytes,
        lastNanos > 0 ? (lastNanos - beginNanos) / 1e9 : 0,
        seconds,
        seconds > 0 ? frames / seconds : 0,
        Latency.of(latencyNanos, sampleEvery),
        new TreeMap<>(closeCodes));
  }
}
