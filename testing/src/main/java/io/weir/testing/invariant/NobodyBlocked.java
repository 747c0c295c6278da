package io.weir.testing.invariant;

/**
 * A session that is not blocked itself has everything that it was promised, or was told that it
 * will not come, however blocked the others are. To be checked once everything that can move has
 * moved.
 */
public final class NobodyBlocked implements Invariant {

  @Override
  public void check(SessionHistory session, LogHistory log) {
    NothingLost.follow(session, log).values().forEach(Course::onEnd);
  }
}
