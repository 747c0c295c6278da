package io.weir.engine.link.push;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Whoever keeps a socket open to the peer while this node has the link. Thread: the link's loop.
 */
public interface Dialing {

  /** This node has the link: dials, again and again. */
  void start();

  /**
   * This node does not have it any more, or ends: closes the socket, if there is one.
   *
   * @return completes, on the loop, when there is none any more, which is soon
   */
  CompletableFuture<@Nullable Void> stop();
}
