package io.weir.bench.load;

/** Is told of each complete frame of a connection. */
public interface Frames {
  /** Whether the next data frame's time is wanted; asked once per frame, so it may count them. */
  boolean wantsTime();

  /**
   * A data frame is complete.
   *
   * @param sentNanos nanoseconds since the epoch, or {@link Timestamps#ABSENT}
   */
  void onData(long payloadBytes, long sentNanos);

  /** A control frame is complete; {@code payload} is valid only during the call. */
  void onControl(int opcode, byte[] payload, int length);
}
