package io.weir.bench.micro;

import io.weir.engine.metric.Metrics;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.RosterSettings;
import io.weir.netty.NettyLoops;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What it costs to cross from a tail to an event loop: once a batch, however many sessions. */
@State(Scope.Thread)
public class HandOffBenchmark {
  private static final int TASKS = 100;

  private final NettyLoops loops = new NettyLoops(1, RosterSettings.DEFAULT, new Metrics());
  private volatile long done;

  @Setup
  public void start() {
    loops.start();
  }

  @TearDown
  public void stop() {
    loops.stop(Duration.ofSeconds(1));
  }

  /** There and back: the loop sleeps in between, and has to be woken. */
  @Benchmark
  public long oneAtATime() {
    return cross(1);
  }

  /** Many there before the first is back: the loop stays awake. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public long inARow() {
    return cross(TASKS);
  }

  private long cross(int tasks) {
    Loop loop = loops.all().getFirst();
    long end = done + tasks;
    for (int i = 0; i < tasks; i++) {
      loop.execute(this::onTask);
    }
    while (done != end) {
      Thread.onSpinWait();
    }
    return end;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // the loop is the only writer
  private void onTask() {
    done++;
  }
}
