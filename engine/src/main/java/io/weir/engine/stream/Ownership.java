package io.weir.engine.stream;

/** The right to commit, from when a node was told that it owns until it was told that it lost. */
public interface Ownership {

  /**
   * Commits, unless a later commit overtakes it. It carries the right itself: once another node
   * owns, the log refuses it, this node is told {@link Claimant#onLost}, and it is not tried again,
   * also if this node comes to own anew. Any thread; never blocks.
   */
  void commit(Commit commit);
}
