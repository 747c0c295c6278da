package io.weir.engine.stream;

/** The log behind the streams: the port that the Kafka edge implements. */
public interface Log {

  /** The tail that reads this stream, the same one each time. Any thread. */
  Tail tail(Stream stream);
}
