package io.weir.bench.micro;

import io.weir.engine.stream.Follower;
import io.weir.engine.stream.Log;
import io.weir.engine.stream.LogRecord;
import io.weir.engine.stream.Stream;
import io.weir.engine.stream.Tail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A log of one stream, whose records are handed over by hand, on the caller's thread. */
final class DirectLog implements Log, Tail {
  private @Nullable Follower follower;

  @Override
  public Tail tail(Stream stream) {
    return this;
  }

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public void open(Stream stream, Follower opened) {
    follower = opened;
  }

  @Override
  public void close(Stream stream) {
    follower = null;
  }

  void open() {
    following().onOpen();
  }

  void deliver(List<LogRecord> records) {
    following().onRecords(records);
  }

  private Follower following() {
    if (follower == null) {
      throw new IllegalStateException("nobody follows the stream");
    }
    return follower;
  }
}
