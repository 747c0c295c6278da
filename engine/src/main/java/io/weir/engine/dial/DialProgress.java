package io.weir.engine.dial;

/** Told by the session of one connection how it goes. Thread: the link's loop. */
public interface DialProgress {

  /**
   * The connection is of use: records of a message were written, or the peer has confirmed some.
   * Whatever happens next, the link waits for a short time only.
   */
  void onProgress();

  /**
   * All messages up to this one are done with: their records are acknowledged by the log, or were
   * refused for good.
   *
   * @param messages counted from 1, as they came to the session's handler
   */
  void onSettled(long messages);
}
