package io.weir.engine.link.in;

import io.weir.engine.error.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connection to a sender. Thread: its loop. */
public interface Line {

  /** Queues a JSON object for the peer. */
  void tell(String json);

  /** Queues that a message, which is one record, was written; a negative offset is not known. */
  default void tellWritten(int partition, long offset, @Nullable String id) {
    tell(offset < 0 ? AckText.of(1, Map.of(), id) : AckText.of(partition, offset, id));
  }

  /** Queues that a message, or a record of it, was refused. */
  default void tellRefused(Refusal refusal, @Nullable String id) {
    tell(AckText.error(refusal, id));
  }

  /**
   * Queues that several records, or messages, were written.
   *
   * @param offsets the last one in each partition
   */
  default void tellWritten(int count, Map<Integer, Long> offsets, @Nullable String id) {
    tell(AckText.of(count, offsets, id));
  }

  /** Sends what was queued. */
  void flush();

  /** Whether much of what was sent has not left yet; {@link Sender#onDrained} is to come. */
  boolean isFull();

  /** Whether what is refused so is never to be taken, and not sent again as it is. */
  default boolean refusesForGood(Refusal refusal) {
    return true;
  }

  /** Whether somebody wants to hear what became of messages after the connection has gone. */
  default boolean hearsOn() {
    return false;
  }

  /** As {@link io.weir.engine.socket.Socket#pause}. */
  void pause();

  /** As {@link io.weir.engine.socket.Socket#resume}. */
  void resume();
}
