package io.weir.engine.stream;

import io.weir.engine.error.Refusal;

/**
 * Told whether this node owns what it claims. Thread: the claims', for every method; must not block
 * it.
 */
public interface Claimant {

  /**
   * This node is the owner from now on.
   *
   * @param last what any owner committed last; {@link Commit#NONE}: nothing yet
   */
  void onOwned(Ownership ownership, Commit last);

  /** The log has this, or a later one, of the present ownership. */
  default void onCommitted(Commit commit) {}

  /**
   * The ownership has ended: another node may have one already. What was not committed will not be.
   */
  void onLost();

  /** This node cannot take part for now, and tries again: the topic is missing, Kafka is away. */
  default void onRefused(Refusal refusal) {}
}
