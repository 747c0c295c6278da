package io.weir.engine.stream;

import java.util.concurrent.Executor;

/**
 * A thread that reads one or many streams, each once, from where it began onwards.
 *
 * <p>{@link #execute} may be called from any thread: the task runs on the tail, between two reads,
 * promptly, in the order of the calls; after the tail has stopped it is dropped. All other methods
 * are called on the tail.
 */
public interface Tail extends Executor {

  /**
   * Begins to read a stream. The follower hears {@link Follower#onOpen} once the position in every
   * partition is known, or {@link Follower#onRefused}; neither is called from within this method. A
   * stream that is open already must not be opened again.
   */
  void open(Stream stream, Start start, Follower follower);

  /** Stops reading a stream; its follower hears nothing any more. Without effect if not open. */
  void close(Stream stream);
}
