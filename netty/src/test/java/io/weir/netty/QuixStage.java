package io.weir.netty;

import io.weir.dialects.quix.QuixDialect;
import io.weir.engine.link.OutSettings;
import io.weir.engine.link.Outs;
import io.weir.engine.listener.Dialect;
import io.weir.engine.metric.Metrics;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import io.weir.testing.stream.MemoryLog;
import io.weir.testing.stream.MemoryRecord;
import io.weir.testing.stream.TailThreads;

/** A stream in memory behind Quix's dialect. Thread: the test's. */
final class QuixStage implements AutoCloseable {
  static final String KEY = "key";

  private static final Stream STREAM = new Stream("cars", "cars", Format.JSON, false, true);

  private final MemoryLog log = new MemoryLog(1);
  private final TailThreads tails;
  private final Dialect dialect;

  QuixStage(NettyLoops loops, Metrics metrics) {
    log.createTopic(STREAM.topic(), 1);
    tails = TailThreads.start(log);
    Outs outs = new Outs(log, new NettyFrameMemory(), loops.all(), OutSettings.DEFAULT, metrics);
    dialect = new QuixDialect("test", STREAM, outs);
  }

  Dialect dialect() {
    return dialect;
  }

  /** Produces a record for those who are there for all keys. */
  void produce(String value) {
    log.append(STREAM.topic(), 0, MemoryRecord.of("another " + KEY, value));
  }

  @Override
  public void close() {
    tails.close();
  }
}
