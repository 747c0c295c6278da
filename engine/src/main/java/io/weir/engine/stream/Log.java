package io.weir.engine.stream;

import java.util.concurrent.CompletionStage;

/** The log behind the streams: the port that the Kafka edge implements. */
public interface Log {

  /** The tail that reads this stream, the same one each time. Any thread. */
  Tail tail(Stream stream);

  /** A new thread for reading this stream's past, which whoever asked for it stops. Any thread. */
  Reader reader(Stream stream);

  /**
   * Where a start is now; {@link Start.At} is itself. Any thread; never blocks, and completes
   * normally within seconds, on a thread that must not be blocked either.
   */
  CompletionStage<Located> locate(Stream stream, Start start);
}
