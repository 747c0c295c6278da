package io.weir.bench.micro;

import io.weir.engine.frame.FrameEncoder;
import io.weir.engine.frame.FrameKind;
import io.weir.engine.frame.Frames;
import io.weir.engine.socket.Wire;
import io.weir.engine.stream.LogRecord;
import io.weir.netty.NettyFrameMemory;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a record costs to become a frame; paid once, however many sessions there are. */
@State(Scope.Thread)
public class EncodeBenchmark {
  private static final int RECORDS = 100;

  @Param private FrameKind kind = FrameKind.VALUE;

  @Param private Wire wire = Wire.PLAIN;

  private final FrameEncoder encoder = new FrameEncoder(Records.STREAM, new NettyFrameMemory());
  private List<LogRecord> records = List.of();

  @Setup
  public void fill() {
    records = Records.of(RECORDS, RECORDS);
  }

  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public long encode() {
    Frames frames =
        encoder.frames(encoder.payloads(kind, records, Records.BEGIN), wire).orElseThrow();
    frames.buffer().release();
    return frames.sizeBytes();
  }
}
