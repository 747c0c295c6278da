package io.weir.engine.link.in;

/** The connection to a sender. Thread: its loop. */
public interface Line {

  /** Queues a JSON object for the peer. */
  void tell(String json);

  /** Sends what was queued. */
  void flush();

  /** Whether much of what was sent has not left yet; {@link Sender#onDrained} is to come. */
  boolean isFull();

  /** As {@link io.weir.engine.socket.Socket#pause}. */
  void pause();

  /** As {@link io.weir.engine.socket.Socket#resume}. */
  void resume();
}
