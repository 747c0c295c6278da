package io.weir.engine.stream;

import io.weir.engine.error.Refusal;
import java.util.List;

/** Told what a tail reads. Thread: the tail. */
public interface Follower {

  /** The position is known: every record produced from now on will come. Called once. */
  void onOpen();

  /**
   * What was read since the last call: in offset order within each partition, committed records
   * only, no offset twice. Never empty. The list is the follower's to keep.
   */
  void onRecords(List<LogRecord> records);

  /** The stream could not be opened: the topic is missing, Kafka is away. The stream is closed. */
  void onRefused(Refusal refusal);

  /**
   * An open stream has ended: its topic was deleted or is another one now. The stream is closed.
   */
  void onLost(Refusal refusal);

  /**
   * Called between reads, at least once a second.
   *
   * @param nowNanos of {@link System#nanoTime}, or of the clock of a simulation
   * @return whether the tail should hold: true while a consumer of what was read is full. A tail
   *     that is told to hold asks again within milliseconds and reads nothing meanwhile
   */
  boolean onTick(long nowNanos);
}
