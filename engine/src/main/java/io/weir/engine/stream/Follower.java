package io.weir.engine.stream;

import io.weir.engine.error.Refusal;
import java.util.List;

/** Told what a tail reads. Thread: the tail. */
public interface Follower {

  /** The position is known: every record from there on will come. Called once. */
  void onOpen(Cursor begin);

  /**
   * What was read since the last call: in offset order within each partition, committed records
   * only, no offset twice unless the log was truncated. The list is the follower's to keep.
   *
   * @param records empty if the position moved on over offsets that have no record
   * @param end the position behind them, and behind offsets without a record that follow them
   */
  void onRecords(List<LogRecord> records, Positions end);

  /** Records that will not come; told in order with those that do. */
  void onGap(Gap gap);

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
