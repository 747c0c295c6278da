package io.weir.testing.stream;

import io.weir.engine.stream.Claims;
import java.time.Duration;

/** Two nodes, 0 and 1, for a {@link ClaimContract}. */
public interface ClaimHarness extends AutoCloseable {

  Claims node(int index);

  /** Returns once the topic is there. */
  void createTopic(String topic, int partitions);

  /** Ends a node as kill -9 does. */
  void kill(int node);

  /** Stops a node as SIGSTOP does, until its sessions have ended or are about to. */
  void pause(int node);

  /** As SIGCONT. */
  void resume(int node);

  /** What everybody does next, where nobody has a thread of his own. */
  default void step() {}

  /** How long a takeover may take. */
  Duration patience();

  @Override
  void close();
}
