package io.weir.bench.micro;

import io.weir.engine.stream.Follower;
import io.weir.engine.stream.Located;
import io.weir.engine.stream.Log;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Positions;
import io.weir.engine.stream.Reader;
import io.weir.engine.stream.Start;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.Tail;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A log of one stream, whose records are handed over by hand, on the caller's thread. */
final class DirectLog implements Log, Tail {
  private @Nullable Follower follower;

  @Override
  public Tail tail(Stream stream) {
    return this;
  }

  @Override
  public Reader reader(Stream stream) {
    throw new UnsupportedOperationException("nobody reads the past here");
  }

  @Override
  public CompletionStage<Located> locate(Stream stream, Start start) {
    return CompletableFuture.completedFuture(new Located.Found(Records.BEGIN));
  }

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public void open(Stream stream, Start start, Follower opened) {
    follower = opened;
  }

  @Override
  public void close(Stream stream) {
    follower = null;
  }

  void open() {
    following().onOpen(Records.BEGIN);
  }

  void deliver(List<LogRecord> records) {
    following().onRecords(records, Positions.of(records.getLast().offset() + 1));
  }

  private Follower following() {
    if (follower == null) {
      throw new IllegalStateException("nobody follows the stream");
    }
    return follower;
  }
}
