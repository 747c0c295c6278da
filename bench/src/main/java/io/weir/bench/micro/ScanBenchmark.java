package io.weir.bench.micro;

import io.weir.bench.load.FrameScanner;
import io.weir.bench.load.Frames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the load client spends on a frame beside the kernel: it must be far below a delivery. */
@State(Scope.Thread)
public class ScanBenchmark {
  private static final int FRAMES = 1000;

  /** Whether every frame's time is looked at. */
  @Param({"false", "true"})
  private boolean timed;

  private final FrameScanner scanner = new FrameScanner();
  private ByteBuffer read = ByteBuffer.allocateDirect(0);
  private Count count = new Count(false);

  @Setup
  public void fill() {
    String payload = "{\"t\":1700000000000000000,\"v\":\"" + "x".repeat(97) + "\"}";
    byte[] bytes = payload.getBytes(StandardCharsets.US_ASCII);
    read = ByteBuffer.allocateDirect(FRAMES * (4 + bytes.length));
    for (int frame = 0; frame < FRAMES; frame++) {
      read.put((byte) 0x81).put((byte) 126).putShort((short) bytes.length).put(bytes);
    }
    count = new Count(timed);
  }

  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public long scan() {
    scanner.scan(read, read.capacity(), count);
    return count.nanos;
  }

  private static final class Count implements Frames {
    private final boolean timed;
    private long nanos;

    Count(boolean timed) {
      this.timed = timed;
    }

    @Override
    public boolean wantsTime() {
      return timed;
    }

    @Override
    public void onData(long payloadBytes, long sentNanos) {
      nanos += sentNanos + payloadBytes;
    }

    @Override
    public void onControl(int opcode, byte[] payload, int length) {}
  }
}
