package io.weir.engine.stream;

import java.util.Optional;

/**
 * What one node of the cluster owns at a time: the port that the Kafka edge implements.
 *
 * <p>All nodes that claim the same name form a group. One of them owns; the others stand by, and
 * one of these takes over at once if it leaves, and within 10 s if it dies.
 */
public interface Claims {

  /**
   * Takes part. Any thread; never blocks, however long the log is away.
   *
   * @param name of what is claimed, in the whole cluster
   * @param stream in which the owner commits positions; empty: it commits notes only
   */
  Claim claim(String name, Optional<Stream> stream, Claimant claimant);
}
