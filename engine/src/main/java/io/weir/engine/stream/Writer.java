package io.weir.engine.stream;

import java.util.List;

/** Writes to the streams: the port that the Kafka edge implements. */
public interface Writer {

  /**
   * Takes records over. Any thread; never blocks, however long the log is away: nothing is dropped,
   * so whoever calls bounds what it has not been told of yet.
   *
   * <p>Records of one stream with the same key are written in the order in which they were handed
   * over, by one call or several of one thread, and no record is written twice.
   */
  void write(List<? extends Entry> entries);
}
