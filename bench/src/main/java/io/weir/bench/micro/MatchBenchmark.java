package io.weir.bench.micro;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.link.KeyFilter;
import io.weir.engine.link.OutSettings;
import io.weir.engine.link.Outs;
import io.weir.engine.link.Subscription;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metrics;
import io.weir.engine.stream.LogRecord;
import io.weir.netty.NettyFrameMemory;
import io.weir.testing.socket.ManualLoop;
import io.weir.testing.socket.SinkSocket;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a record costs from the tail to the one session that wants its key, among many: encoded,
 * handed over, looked up, written to a socket that takes everything.
 */
@State(Scope.Thread)
public class MatchBenchmark {
  private static final int RECORDS = 100;

  @Param({"1", "100", "10000"})
  private int sessions;

  private final ManualLoop loop = new ManualLoop();
  private final DirectLog log = new DirectLog();
  private List<LogRecord> records = List.of();

  @Setup
  public void subscribe() {
    Outs outs =
        new Outs(log, new NettyFrameMemory(), List.of(loop), OutSettings.DEFAULT, new Metrics());
    for (int i = 0; i < sessions; i++) {
      KeyFilter own = KeyFilter.of(List.of(Records.key(i)));
      Subscription subscription =
          new Subscription(Records.STREAM, own, FrameKind.VALUE, Labels.NONE);
      loop.run(() -> outs.subscribe(subscription).accept(loop, new SinkSocket(loop)));
    }
    log.open();
    loop.run();
    records = Records.of(RECORDS, sessions);
  }

  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public int match() {
    log.deliver(records);
    loop.run();
    return loop.pending();
  }
}
