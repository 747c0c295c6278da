package io.weir.engine.link.push;

/**
 * Whoever keeps a socket open to the peer while this node has the link. Thread: the link's loop.
 */
public interface Dialing {

  /** This node has the link: dials, again and again. */
  void start();

  /** This node does not have it any more, or ends: closes the socket, if there is one. */
  void stop();
}
